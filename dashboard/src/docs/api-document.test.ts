import { describe, expect, it } from 'vitest'
import { curlOf, readApi, searchApi } from './api-document.ts'
import { rowsOf, sampleOf, typeOf } from './schema-rows.ts'

/** As the agent makes it (`agent/src/api/openapi.ts`), with three of its routes. */
const document = {
  paths: {
    '/api/v1/devices': {
      post: {
        operationId: 'devices.add',
        tags: ['devices'],
        summary: 'Add a device',
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name', 'type'],
                properties: {
                  name: { type: 'string', minLength: 1, maxLength: 60 },
                  type: { type: 'string', enum: ['printer', 'ipad'] },
                  place: { type: 'string' },
                },
              },
            },
          },
        },
        responses: {
          201: { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } },
          422: { description: 'Well-formed but wrong' },
        },
        'x-access': { scope: 'devices:write', roles: ['technician', 'admin'] },
      },
    },
    '/api/v1/devices/{id}': {
      get: {
        operationId: 'devices.get',
        tags: ['devices'],
        summary: 'A device',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'Done' } },
        'x-access': { scope: 'status:read', roles: ['viewer'] },
      },
    },
    '/healthz': {
      get: { operationId: 'healthz', tags: ['healthz'], summary: 'The process answers', 'x-access': 'public' },
    },
  },
}
const groups = readApi(document)
const find = (id: string) => {
  const found = groups.flatMap(({ operations }) => operations).find((operation) => operation.id === id)
  if (found === undefined) throw new Error(`${id} is not described`)
  return found
}

describe('the description of an API', () => {
  it('is read whole, by noun', () => {
    expect(groups.map(({ noun, operations }) => [noun, operations.length])).toEqual([
      ['devices', 2],
      ['healthz', 1],
    ])
  })

  it('says who may call, and what goes in and comes out', () => {
    const add = find('devices.add')
    expect(add).toMatchObject({ method: 'POST', path: '/api/v1/devices', access: { scope: 'devices:write' } })
    expect(add.body?.rows.find(({ name }) => name === 'name')).toMatchObject({ required: true, depth: 0 })
    expect(add.success.status).toBe('201')
    expect(add.refusals.map(({ status }) => status)).toContain('422')
    expect(find('healthz').access).toBeNull()
    expect(find('devices.get').parameters).toMatchObject([{ name: 'id', place: 'path', required: true }])
  })

  it('is found by its words', () => {
    expect(searchApi(groups, '  ')).toHaveLength(groups.length)
    const found = searchApi(groups, 'POST add').flatMap(({ operations }) => operations.map(({ id }) => id))
    expect(found).toEqual(['devices.add'])
    expect(searchApi(groups, 'zzz')).toEqual([])
  })

  it('gives a call to copy, safe within its quotes', () => {
    const call = curlOf(find('devices.add'), 'http://sereno.local:7373')
    expect(call).toMatch(/^curl -X POST 'http:\/\/sereno\.local:7373\/api\/v1\/devices' -H "Authorization: Bearer /u)
    expect(call).toContain('"type":"printer"')
    expect(curlOf({ ...find('healthz'), sample: '{"a":"it\'s"}' }, 'http://x')).toContain(`'{"a":"it'\\''s"}'`)
  })
})

it('a document that is none has nothing to show, and harms nothing', () => {
  for (const odd of [null, 'text', [], {}, { paths: { '/x': { get: 'no', post: { operationId: 7 } } } }]) {
    expect(readApi(odd)).toEqual([])
  }
})

it('a shape that holds itself comes to an end', () => {
  const endless: Record<string, unknown> = { type: 'object' }
  endless.properties = { again: endless }
  endless.required = ['again']
  expect(rowsOf(endless).length).toBeLessThan(20)
  expect(JSON.stringify(sampleOf(endless))).toContain('null')
})

it.each([
  [{ type: 'string', format: 'email' }, 'string (email)'],
  [{ type: 'array', items: { type: 'integer' } }, 'list of integer'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string or null'],
  [{ enum: ['a', 'b'] }, '"a" | "b"'],
  [{ $ref: '#/components/schemas/Problem' }, 'Problem'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'map of number'],
  [7, 'any'],
])('%j is told as %s', (schema, text) => expect(typeOf(schema)).toBe(text))

it('fields lie below what they belong to, with their bounds', () => {
  const schema = {
    type: 'object',
    required: ['list'],
    properties: {
      list: {
        type: 'array',
        maxItems: 3,
        items: { type: 'object', properties: { n: { type: 'integer', minimum: 1, maximum: 9 } } },
      },
    },
  }
  expect(rowsOf(schema)).toEqual([
    { depth: 0, name: 'list', type: 'list of object', required: true, limits: '≤ 3 items' },
    { depth: 1, name: 'n', type: 'integer', required: false, limits: '1–9' },
  ])
})
