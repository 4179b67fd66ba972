import { api } from '@sereno/shared/api/index.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { probes } from '../../probes/index.ts'
import { probeCatalogue } from './catalogue.ts'

const rate = { everySeconds: 20, timeoutMs: 1000, attempts: 2 }

test('every probe is described with its rate and its option fields', () => {
  const { items } = api['probes.list'].response.parse({ items: probeCatalogue(probes).kinds() })
  expect(items.map(({ type }) => type)).toEqual(probes.map(({ type }) => type))
  for (const { options } of items) expect(options).toMatchObject({ type: 'object' })
})

test('secrets are known in every form that the options take', () => {
  const secret = z.string().meta({ secret: true })
  const options = z.discriminatedUnion('version', [
    z.strictObject({ version: z.literal('2c'), community: secret.default('public'), port: z.number() }),
    z.strictObject({ version: z.literal('3'), authKey: secret.optional() }),
  ])
  const catalogue = probeCatalogue([{ type: 'snmp', rate, usualFor: ['printer'], options }])
  expect([...catalogue.secretsOf('snmp')].toSorted()).toEqual(['authKey', 'community'])
  expect(catalogue.secretsOf('other').size).toBe(0)
  expect(catalogue.find('other')).toBeNull()
  expect(catalogue.usualFor('ipad')).toEqual([])
})
