import { expect, test } from 'vitest'
import { newMail } from '../../test/fakes/new-run.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'

const withAna = async (folder = ownFolder()) => {
  const store = await ownStore(folder)
  await store.people.addFirst(newUser())
  return store
}

test('what a person was told of is written with its mail, and never goes twice, even where two tell at once', async () => {
  const { told, outbox } = await withAna()
  const [one, other] = await Promise.all([
    told.tell('u1', 'news', ['a', 'b'], 5, newMail({ id: 'first', runId: null })),
    told.tell('u1', 'news', ['b', 'a'], 5, newMail({ id: 'second', runId: null })),
  ])
  expect([one, other, (await outbox.waiting()).count]).toEqual([true, false, 1])
  expect(await told.known('u1', 'news', ['b', 'c'])).toEqual(['b'])
  expect(await told.tell('u1', 'news', ['b', 'c'], 9, newMail({ id: 'third', runId: null }))).toBe(true)
  expect([await told.lastAt('u1', 'news'), await told.lastAt('u1', 'weekly')]).toEqual([9, null])
  expect(await told.tell('gone', 'news', ['a'], 9, newMail({ id: 'fourth', runId: null }))).toBe(false)
})

test('since when someone is told of a thing stands until they are not', async () => {
  const { told } = await withAna()
  expect([await told.since('u1', 'weekly', 5), await told.since('u1', 'weekly', 9)]).toEqual([5, 5])
  expect(await told.lastAt('u1', 'weekly')).toBeNull()
  await told.forget('u1', 'weekly')
  expect(await told.since('u1', 'weekly', 20)).toBe(20)
})
