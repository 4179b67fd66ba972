import { join } from 'node:path'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { incoming } from '../../test/fakes/talk.ts'
import { Database } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openDatabase } from './open-database.ts'
import { pruneStep } from './sql/prune.ts'
import { raise } from './sql/raise.ts'
import { addTalkFilePart, beginTalkFile, endTalkFile } from './sql/talk-files.ts'
import { closeTalk, giveBackTalk, pickTalk } from './sql/talk-hands.ts'
import { conversationByContact, escalatedTalks, talkMessages, unpickedTalks } from './sql/talk-reads.ts'
import { receiveMessage } from './sql/talk-receive.ts'
import { talkMeasured } from './sql/talk-spells.ts'
import { addFirstUser } from './sql/users.ts'
import { addWebhook } from './sql/webhooks.ts'
import type { Sender, Stranger } from './talk-types.ts'

const [hour, day, mb] = [3_600_000, 86_400_000, 1024 * 1024]
const retention = { minutesDays: 14, hoursDays: 400, activityDays: 400, chatsDays: 180 }
const of = (network: string): Stranger => ({ network, isShared: false })

function emptyDatabase(): Database {
  const db = new Database(':memory:')
  migrate(db, ':memory:', migrations)
  addFirstUser(db, newUser())
  onTestFinished(() => db.close())
  return db
}

/** Has somebody write; the id of their conversation. */
function write(db: Database, key: string, at: number, stranger: Stranger | null = null, text = 'Hello'): string {
  const received = receiveMessage(db, incoming(key, at, { text }, { stranger }))
  return received === 'full' ? 'full' : received.conversationId
}

function close(db: Database, id: string, at: number): void {
  pickTalk(db, id, 'u1', 'Ana', at)
  expect(closeTalk(db, id, 'u1', 'Ana', at)).toBeNull()
}

describe('strangers', () => {
  it('open as many conversations as their share is, by network and in all, and shut nobody out who is known', () => {
    const db = emptyDatabase()
    const open = (network: string, count: number, isShared = false) =>
      Array.from({ length: count }, (_, n) => write(db, `${network}-${n}`, n, { network, isShared })).filter(
        (id) => id !== 'full',
      ).length
    expect(open('a', conversationBounds.networkOpen + 20)).toBe(conversationBounds.networkOpen)
    // Who has a conversation goes on with it.
    expect(write(db, 'a-1', 200, of('a'))).not.toBe('full')
    const proxied = conversationBounds.networkOpen * conversationBounds.sharedTimes
    expect(open('proxy', proxied + 20, true)).toBe(proxied)
    for (const network of ['b', 'c', 'd']) open(network, conversationBounds.networkOpen)
    expect(open('e', conversationBounds.networkOpen)).toBe(conversationBounds.strangersOpen - proxied - 400)
    expect(write(db, 'f', 300, of('f'))).toBe('full')
    expect(write(db, 'known', 300)).not.toBe('full')
  })

  it('send files within their share, and push out nobody’s', () => {
    const db = emptyDatabase()
    const [old, fresh, mine] = [write(db, 'old', 0), write(db, 'fresh', 0), write(db, 'mine', 0)]
    let files = 0
    const keep = (conversationId: string, megabytes: number, sender: Sender, at = 0) => {
      files += 1
      const file = { id: `f${files}`, conversationId, name: 'a.png', type: 'image/png' as const, bytes: megabytes * mb }
      const refusal = beginTalkFile(db, { ...file, at }, sender)
      if (refusal === null) {
        addTalkFilePart(db, file.id, 0, Uint8Array.of(1))
        endTalkFile(db, file.id)
        db.run("UPDATE talk_files SET message_id = (SELECT id FROM talk_messages WHERE kind = 'in' LIMIT 1)")
      }
      return refusal
    }
    const sent = Array.from({ length: 8 }, (_, n) => keep(mine, 10, of(n < 4 ? 'a' : `b${n}`)))
    expect(sent).toEqual([null, null, 'full', 'full', null, null, null, null])
    expect(keep(mine, 1, of('c'))).toBe('full')
    for (const id of [old, fresh]) for (let n = 0; n < 7; n += 1) expect(keep(id, 10, 'house')).toBeNull()
    close(db, old, 10)
    close(db, fresh, 40 * day)
    const left = () =>
      db.all<{ id: string }>('SELECT conversation_id AS id FROM talk_files').map(({ id }) => [old, fresh].indexOf(id))
    expect(keep(mine, 1, 'contact', 20 * day)).toBe('full')
    expect(left().filter((which) => which === 0)).toHaveLength(7)
    expect(keep(mine, 10, 'contact', 41 * day)).toBeNull()
    expect(left().filter((which) => which === 0)).toHaveLength(6)
    // What strangers sent goes first once it is over for long; before, the inbox was tidied.
    while (pruneStep(db, retention, 41 * day));
    expect(left().filter((which) => which === -1)).toHaveLength(7)
    while (pruneStep(db, retention, 72 * day));
    expect(left().filter((which) => which === -1)).toHaveLength(1)
  })

  it('leave room for the texts of others, for which what is long over goes', () => {
    const file = join(ownFolder(), 'sereno.db')
    const before = openDatabase(file, 0).db
    addFirstUser(before, newUser())
    const [over, id] = [write(before, 'over', 0), write(before, 'eva', 0)]
    close(before, over, 10)
    const fill = (conversationId: string, megabytes: number) =>
      before.run(
        `INSERT INTO talk_messages (id, conversation_id, kind, author, at, text)
         VALUES (hex(randomblob(8)), :conversationId, 'in', 'x', 1, replace(hex(zeroblob(:half)), '00', 'xx'))`,
        { conversationId, half: (megabytes * mb) / 2 },
      )
    fill(id, 75)
    fill(over, 24)
    before.close()
    const { db } = openDatabase(file, 0)
    onTestFinished(() => db.close())
    const text = 'x'.repeat(4000)
    expect(write(db, 'stranger', day, of('a'))).toBe('full')
    expect(write(db, 'known', day)).not.toBe('full')
    let kept = 0
    while (write(db, 'known', day, null, text) !== 'full') kept += 1
    expect(kept).toBeGreaterThan(200)
    expect(kept).toBeLessThan(270)
    expect(write(db, 'stranger', 40 * day, of('a'))).not.toBe('full')
    expect(conversationByContact(db, 'chat', 'over')).toBeNull()
    expect(write(db, 'known', 40 * day)).not.toBe('full')
  })
})

it('what nobody picks for thirty days is over, solved by nobody, and opens anew', () => {
  const db = emptyDatabase()
  const [left, held] = [write(db, 'left', 0), write(db, 'held', 0)]
  pickTalk(db, held, 'u1', 'Ana', 5)
  write(db, 'young', 2 * day)
  while (pruneStep(db, retention, 31 * day));
  const closed = ['left', 'held', 'young'].map((key) => conversationByContact(db, 'chat', key)?.closedAt)
  expect(closed).toEqual([31 * day, null, null])
  expect(talkMessages(db, left, {}, 1).items).toMatchObject([{ kind: 'event', event: { type: 'rested' } }])
  expect(write(db, 'left', 32 * day)).toBe(left)
  close(db, left, 32 * day + 7)
  expect(talkMeasured(db, 0, 99 * day)).toMatchObject({ opened: 4, closed: 1, solutionMs: 7 })
})

it('who asks for somebody else time and again has nobody called more than once an hour', () => {
  const db = emptyDatabase()
  const id = write(db, 'eva', 0)
  const called = (at: number) => {
    const ids = unpickedTalks(db, at, []).map((one) => one.id)
    escalatedTalks(db, ids, at)
    return ids.length
  }
  const other = (at: number) => {
    pickTalk(db, id, 'u1', 'Ana', at)
    return giveBackTalk(db, id, null, 'contact', at)
  }
  expect([called(1), called(2)]).toEqual([1, 0])
  other(10)
  expect([called(20), called(hour)]).toEqual([0, 0])
  expect([called(hour + 1), called(9 * hour)]).toEqual([1, 0])
})

it('thousands of messages keep no incident from a webhook', () => {
  const db = emptyDatabase()
  addWebhook(db, {
    ...{ id: 'w1', url: 'https://pos.example/', active: true, allowPrivateAddress: false, secret: 's', createdAt: 1 },
    ...{ oldSecret: null, oldSecretUntil: null, createdBy: 'ana', offReason: null, offAt: null },
    events: ['incident.opened', 'message.received'],
  })
  for (let n = 0; n < 150; n += 1) raise(db, 'incident.opened', `i${n}`, n)
  for (let n = 0; n < 400; n += 1) raise(db, 'message.received', `c:${n}`, n)
  const waiting = db.all<{ event: string; n: number }>(
    "SELECT event, count(*) AS n FROM webhook_deliveries WHERE state = 'pending' GROUP BY event ORDER BY event",
  )
  expect(waiting).toEqual([
    { event: 'incident.opened', n: 150 },
    { event: 'message.received', n: 200 },
  ])
})
