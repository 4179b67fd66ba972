import { describe, expect, it } from 'vitest'
import { fieldsOf, optionsOf, textsOf } from './schema-fields.ts'

const schema = {
  type: 'object',
  properties: {
    version: { type: 'string', enum: ['1', '2c', '3'], default: '2c' },
    port: { type: 'integer', minimum: 1, maximum: 65_535, default: 161 },
    community: { type: 'string', maxLength: 255, default: 'public', secret: true },
    server: {
      anyOf: [
        { type: 'string', format: 'ipv4' },
        { type: 'string', format: 'ipv6' },
      ],
    },
    deep: { type: 'boolean' },
    url: { type: 'string' },
  },
  required: ['version', 'port', 'url'],
}
const fields = fieldsOf(schema)

describe('the form of a probe’s options', () => {
  it('draws each property by its type', () => {
    expect(fields.map(({ name, input }) => [name, input])).toEqual([
      ['version', 'choice'],
      ['port', 'number'],
      ['community', 'secret'],
      ['server', 'text'],
      ['deep', 'switch'],
      ['url', 'text'],
    ])
  })

  it('asks only for what has no usual value', () => {
    expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['url'])
  })

  it('never shows a secret, and keeps it where its field stays empty', () => {
    const texts = textsOf(fields, { port: 161, community: 'kept' })
    expect(texts.community).toBe('')
    expect(optionsOf(fields, texts)).not.toHaveProperty('community')
  })

  it('sends numbers as numbers and leaves empty fields out', () => {
    expect(optionsOf(fields, { version: '3', port: '1161', url: ' http://x ', deep: 'true', server: '' })).toEqual({
      version: '3',
      port: 1161,
      url: 'http://x',
      deep: true,
    })
  })

  it('has no fields where the schema has none', () => {
    expect(fieldsOf({ type: 'object' })).toEqual([])
  })
})
