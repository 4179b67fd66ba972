import { expect, test } from 'vitest'
import { emptyDraft } from './device-draft.ts'
import { conflictsOf, isDirty, mergeDraft } from './draft-conflict.ts'

const probe = (key: string, everySeconds: number) => ({
  key,
  id: 'a',
  type: 'tcp',
  everySeconds,
  timeoutMs: 1000,
  attempts: 1,
  options: {},
})
const before = { ...emptyDraft(), name: 'Kitchen', place: 'Kitchen', probes: [probe('1', 10)] }

test('only what both changed, and differently, is in conflict', () => {
  const mine = { ...before, name: 'Cuina', place: 'Bar', address: '192.0.2.1' }
  const theirs = { ...before, name: 'Cocina', place: 'Bar', mac: '00:26:ab:12:34:56' }
  expect(conflictsOf(mine, before, theirs)).toEqual(['name'])
  expect(mergeDraft(mine, before, theirs)).toMatchObject({
    name: 'Cuina',
    address: '192.0.2.1',
    mac: '00:26:ab:12:34:56',
  })
})

test('the same probes read afresh are no change, and a faster one is', () => {
  expect(isDirty({ ...before, probes: [probe('2', 10)] }, before)).toBe(false)
  expect(isDirty({ ...before, probes: [probe('1', 5)] }, before)).toBe(true)
  const faster = { ...before, probes: [probe('3', 5)] }
  const slower = { ...before, probes: [probe('4', 60)] }
  expect(conflictsOf(faster, before, slower)).toEqual(['probes'])
})
