import { describe, expect, it } from 'vitest'
import { newMail, newRun } from '../../test/fakes/new-run.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'

describe('the outbox', () => {
  it('gives out what is due, in the order it was put in, and to one only', async () => {
    const { outbox } = await ownStore()
    await outbox.add([
      newMail({ id: 'a', nextAt: 50 }),
      newMail({ id: 'b', nextAt: 900, to: 'eva@bar.test' }),
      newMail({ id: 'c', nextAt: 10 }),
    ])
    const both = await Promise.all([outbox.claim(100, 1), outbox.claim(100, 5)])
    expect(both.map((items) => items.map(({ id, state }) => [id, state]))).toEqual([
      [['a', 'sending']],
      [['c', 'sending']],
    ])
    expect(await outbox.claim(100, 5)).toEqual([])
    expect(await outbox.waiting()).toEqual({ count: 3, nextAt: 900, lastError: null })
  })

  it('gives out with what is due all that waits for the same person since before it', async () => {
    const { outbox } = await ownStore()
    const to = 'eva@bar.test'
    await outbox.add([
      newMail({ id: 'a', nextAt: 900, to }),
      newMail({ id: 'b', nextAt: 900 }),
      newMail({ id: 'c', nextAt: 10, to }),
      newMail({ id: 'd', nextAt: 900, to }),
    ])
    expect((await outbox.claim(100, 5)).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(await outbox.waiting()).toMatchObject({ count: 4, nextAt: 900 })
  })

  it('keeps a mail as it was made, and counts its attempts', async () => {
    const { outbox } = await ownStore()
    const mail = newMail({ id: 'a', headers: { 'X-Test': 'ü' }, html: '<p>¡Sin papel!</p>' })
    await outbox.add([mail, mail])
    await outbox.claim(1000, 1)
    await outbox.again('a', 2000, 'timed out')
    await outbox.claim(2000, 1)
    await outbox.again('a', 3000, 'paused', false)
    expect(await outbox.item('a')).toEqual({
      ...mail,
      attempts: 1,
      nextAt: 3000,
      state: 'waiting',
      lastError: 'paused',
    })
    await outbox.claim(3000, 1)
    await outbox.sent('a', 3100)
    expect(await outbox.item('a')).toMatchObject({ attempts: 2, state: 'sent', lastError: null })
    await outbox.again('a', 4000, 'a late word')
    expect(await outbox.item('a')).toMatchObject({ state: 'sent' })
    expect(await outbox.waiting()).toEqual({ count: 0, nextAt: null, lastError: null })
  })

  it('says why a mail failed for good', async () => {
    const { outbox } = await ownStore()
    await outbox.add([newMail({ id: 'a' })])
    await outbox.claim(1000, 1)
    await outbox.failed('a', 1100, '550 no such user')
    expect(await outbox.item('a')).toMatchObject({ state: 'failed', lastError: '550 no such user', attempts: 1 })
    expect(await outbox.item('nobody')).toBeNull()
  })

  it('tries again after a restart what was being sent', async () => {
    const folder = ownFolder()
    const before = await ownStore(folder)
    await before.outbox.add([newMail({ id: 'a' }), newMail({ id: 'b' })])
    await before.outbox.claim(1000, 1)
    await before.close()
    const { outbox } = await ownStore(folder)
    expect(await outbox.release()).toBe(1)
    expect((await outbox.claim(1000, 9)).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('runs', () => {
  it('are written with their mails, once for each day and integration', async () => {
    const { runs, outbox } = await ownStore()
    const daily = { trigger: 'daily', localDate: '2026-11-21', scheduledAt: 500 } as const
    const results = await Promise.all([
      runs.record(newRun({ id: 'r1', ...daily }), [newMail({ id: 'a', runId: 'r1' })]),
      runs.record(newRun({ id: 'r2', ...daily }), [newMail({ id: 'b', runId: 'r2' })]),
      runs.record(newRun({ id: 'r3', ...daily, integrationId: 'other' }), []),
      runs.record(newRun({ id: 'r4', at: 2000 }), [newMail({ id: 'c', runId: 'r4' })]),
      runs.record(newRun({ id: 'r5', at: 3000 }), []),
    ])
    expect(results).toEqual([true, false, true, true, true])
    expect((await outbox.ofRun('r1')).map(({ id }) => id)).toEqual(['a'])
    expect(await outbox.ofRun('r2')).toEqual([])
    expect(await runs.latest('i')).toMatchObject({ id: 'r5' })
    expect(await runs.latestDaily('i')).toEqual(newRun({ id: 'r1', ...daily }))
    expect(await runs.latestDaily('nobody')).toBeNull()
    const page = await runs.list('i', { limit: 2 })
    expect(page.items.map(({ id }) => id)).toEqual(['r5', 'r4'])
    expect((await runs.list('i', { limit: 2, cursor: page.nextCursor ?? '' })).items).toMatchObject([{ id: 'r1' }])
  })

  it('learn later how they ended', async () => {
    const { runs } = await ownStore()
    await runs.record(newRun({ id: 'r', reason: 'queued' }), [])
    await runs.setReason('r', 'sent')
    expect(await runs.latest('i')).toMatchObject({ reason: 'sent' })
  })

  it('leave nothing behind when a mail of theirs cannot be written', async () => {
    const { runs } = await ownStore()
    const broken = { ...newMail(), subject: null as unknown as string }
    await expect(runs.record(newRun({ id: 'r' }), [broken])).rejects.toMatchObject({ code: 'failed' })
    expect(await runs.latest('i')).toBeNull()
  })
})
