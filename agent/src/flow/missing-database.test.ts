import { expect, test } from 'vitest'
import { ownStore } from '../../test/fakes/own-store.ts'
import { systemClock } from '../clock.ts'
import { noteMissingDatabase } from './missing-database.ts'

test('a database that is gone is told once, in the log that takes its place', async () => {
  const store = await ownStore()
  await noteMissingDatabase(store, systemClock)
  const { items } = await store.journal.notices({ limit: 10 })
  expect(items).toMatchObject([{ cause: 'database_missing', deviceId: null, endedAt: items[0]?.at }])
})
