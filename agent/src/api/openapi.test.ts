import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { describe, expect, it } from 'vitest'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { openapi } from './openapi.ts'

type Operation = Record<string, unknown> & {
  parameters: { in: string; name: string }[]
  responses: Record<string, object>
}
const document = JSON.parse(JSON.stringify(openapi('1.2.3'))) as {
  openapi: string
  info: { version: string }
  paths: Record<string, Record<string, Operation>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the OpenAPI document', () => {
  it('is of version 3.1 and describes every contract once', () => {
    expect(document.openapi).toMatch(/^3\.1\./u)
    expect(document.info.version).toBe('1.2.3')
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.toSorted()).toEqual(Object.keys(api).toSorted())
  })

  it('names every place of a path', () => {
    for (const { path, operation } of operations) {
      const places = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name)
      expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(places)
      expect(path).not.toContain(':')
    }
  })

  it('gives each route its success, its problems, and who may call it', () => {
    for (const { operation } of operations) {
      const contract: Contract = api[operation.operationId as keyof typeof api]
      expect(operation.responses[String(contract.status)]).toBeDefined()
      if (contract.access === 'public') expect([operation.security, operation['x-access']]).toEqual([[], 'public'])
      else {
        expect(operation['x-access']).toEqual(contract.access)
        expect(operation.responses).toHaveProperty('401')
        expect(operation.responses).toHaveProperty('403')
      }
    }
  })

  it('refers only to what it holds', () => {
    const references = JSON.stringify(document).match(/"\$ref":"([^"]+)"/gu) ?? []
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']))
    expect(JSON.stringify(document)).not.toContain('$schema"')
  })

  it('is served to those who may read', async () => {
    const here = await served()
    const answer = await here.ask('GET', '/openapi.json', { headers: { cookie: await setUp(here) } })
    expect([answer.status, answer.json.openapi]).toEqual([200, '3.1.1'])
  })
})
