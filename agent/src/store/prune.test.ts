import { describe, expect, it } from 'vitest'
import { newEntry, newNotice } from '../../test/fakes/new-entry.ts'
import { newMail, newRun } from '../../test/fakes/new-run.ts'
import { ownStore } from '../../test/fakes/own-store.ts'

const day = 86_400_000
const now = 1000 * day
const retention = { minutesDays: 1, hoursDays: 30, activityDays: 15, chatsDays: 180 }

describe('pruning', () => {
  it('lets entries, incidents and notices go by the time they ended, never one that is open', async () => {
    const { journal, prune } = await ownStore()
    const spans = [
      ['old', 900, 901],
      ['long', 900, 990],
      ['open', 900, null],
      ['new', 990, 990],
    ] as const
    for (const [id, at, ended] of spans) {
      const endedAt = ended === null ? null : ended * day
      await journal.apply([
        { do: 'open', entry: newEntry({ id, at: at * day, endedAt }) },
        { do: 'notice', notice: newNotice({ id, at: at * day, endedAt }) },
        { do: 'open_incident', id, deviceId: null, deviceName: null, at: at * day },
        ...(endedAt === null ? [] : [{ do: 'close_incident' as const, id, at: endedAt }]),
      ])
    }
    await prune(retention, now)
    const page = { limit: 10 }
    const left = [await journal.list({}, page), await journal.incidents(page), await journal.notices(page)]
    for (const { items } of left) expect(items.map(({ id }) => id)).toEqual(['new', 'open', 'long'])
  })

  it('goes through any number of rows in small steps', async () => {
    const { journal, prune } = await ownStore()
    await journal.ingest(
      Array.from({ length: 1200 }, () => newEntry({ endedAt: 2000 })),
      [],
    )
    await prune(retention, now)
    expect((await journal.list({}, { limit: 1 })).items).toEqual([])
  })

  it('keeps mails that are waiting and the latest runs, however old', async () => {
    const { runs, outbox, prune } = await ownStore()
    for (const [id, localDate] of [
      ['r1', '2020-01-01'],
      ['r2', '2020-01-02'],
    ] as const)
      await runs.record(newRun({ id, trigger: 'daily', localDate }), [newMail({ id: `sent ${id}`, runId: id })])
    await outbox.claim(1000, 9)
    await outbox.sent('sent r1', 2000)
    await prune(retention, now)
    expect((await runs.list('i', { limit: 9 })).items.map(({ id }) => id)).toEqual(['r2'])
    expect([await outbox.item('sent r1'), (await outbox.item('sent r2'))?.state]).toEqual([null, 'sending'])
  })
})
