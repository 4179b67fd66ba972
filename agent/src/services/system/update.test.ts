import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { api } from '@sereno/shared/api/index.ts'
import { updateAsk } from '@sereno/shared/update-record.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { askUpdate, getUpdate } from './update.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const at = '2026-11-21T10:00:00.000Z'
const commit = 'a'.repeat(40)
const from = { version: '0.1.0', commit, branch: 'main' }
const to = { version: '0.2.0', commit, branch: null }
const run = {
  kind: 'update',
  from,
  to,
  startedAt: at,
  steps: [{ step: 'preparing', at }],
  copy: null,
  older: null,
  unready: [],
  patience: { answer: 1, ready: 1 },
  endedAt: null,
  outcome: null,
  fault: null,
  detail: '',
  isDatabaseRestored: false,
  areSettingsRestored: false,
}
const note = (record: object) =>
  writeFileSync(
    join(house.config.data, 'update.json'),
    JSON.stringify({ check: null, run: null, before: null, ...record }),
  )
const supervised = () => ({ ...house, config: { ...house.config, updates: 'git' as const }, restart: () => {} })

test('tells what is newer, what runs, and what a way back would forget', async () => {
  const check = { at, newest: '99.0.0', changes: '## 99.0.0', fault: null, detail: '' }
  note({ check, run, before: { ...from, backup: 'before-update-1', schema: 1, updatedAt: at } })
  const view = api['system.update.get'].response.parse(await getUpdate({ ...supervised(), version: '0.1.0' }))
  expect(view).toMatchObject({
    way: 'git',
    newer: '99.0.0',
    running: { to: '0.2.0', step: 'preparing' },
    last: null,
    back: { version: '0.1.0', forgetsSince: at },
  })
})

test.for(['{', '[]', '{"run":{"kind":"dance"}}', 'null'])('knows nothing where the record is %j', async (text) => {
  writeFileSync(join(house.config.data, 'update.json'), text)
  expect(await getUpdate(house)).toMatchObject({ way: 'by_hand', newer: null, running: null, last: null, back: null })
})

test('asks whoever started it, once at a time; by hand there is nobody to ask', async () => {
  expect((await refusalOf(() => askUpdate(house, 'check'))).code).toBe('no_updates')
  await askUpdate(supervised(), 'check')
  const ask = updateAsk.parse(JSON.parse(readFileSync(join(house.config.data, 'update-ask.json'), 'utf8')))
  expect(ask).toEqual({ action: 'check', to: null, at: new Date(noon).toISOString() })
  expect((await refusalOf(() => askUpdate(supervised(), 'apply'))).code).toBe('updating')
})
