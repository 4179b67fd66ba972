import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { licencesOf } from '../licences.ts'

it('lists what this project ships with, each with its licence, and nothing that only builds or tests', () => {
  const list = licencesOf(JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')))
  const names = list.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['svelte', 'hono', 'zod', 'uqr', 'net-snmp']))
  expect(names).not.toEqual(expect.arrayContaining(['vitest']))
  expect(names.filter((name) => name === 'astro' || name.startsWith('@sereno/'))).toEqual([])
  expect(list.filter(({ licence, version }) => licence === '' || version === '')).toEqual([])
})

it('finds the version that Node would: the nearest one', () => {
  const packages = {
    agent: { dependencies: { a: '1', b: '1' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '2', c: '1' } },
    'node_modules/b': { version: '1.0.0', license: 'ISC' },
    'node_modules/a/node_modules/b': { version: '2.0.0', license: 'ISC', dependencies: { a: '1' } },
  }
  expect(licencesOf({ packages }).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'a 1.0.0',
    'b 1.0.0',
    'b 2.0.0',
  ])
})
