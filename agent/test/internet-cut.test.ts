import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { makeDelivery } from '../src/flow/deliver.ts'
import type { NewOutboxItem } from '../src/store/outbox-types.ts'
import type { MailTransport } from '../src/transports/transport.ts'
import { type HeldBelt, holdBelt } from './fakes/held-belt.ts'
import { pretendDevice } from './fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const many = (count: number, make: (n: number) => ReturnType<typeof pretendDevice>) =>
  Array.from({ length: count }, (_, n) => make(n))
const printers = many(10, (n) => pretendDevice(`printer-${n}`, `10.9.0.${50 + n}`, {}, ['icmp', 'escpos']))
const ipads = many(6, (n) => pretendDevice(`ipad-${n}`, `10.9.0.${80 + n}`, { type: 'ipad' }, ['ios']))
const cloud = pretendDevice('cloud', 'pos.example', { type: 'other' }, ['icmp', 'http'])

const mailOf = (id: string, now: number): NewOutboxItem => ({
  id,
  transport: 'email',
  runId: null,
  createdAt: now,
  expiresAt: now + 120 * hour,
  nextAt: now,
  to: `${id}@example.com`,
  messageId: `<${id}@sereno.test>`,
  subject: 'Error Follow Up',
  text: 'text',
  html: '<p>text</p>',
  headers: {},
})

/** The real delivery, with a mail server that is reached while the line is there. */
async function deliverFor(belt: HeldBelt) {
  const sent: string[] = []
  const transport: MailTransport = {
    name: 'email',
    send: async (mail) => {
      if (!belt.network.internet) return { end: 'again', detail: 'ETIMEDOUT', answered: false }
      sent.push(mail.to)
      return { end: 'sent', detail: '250 OK' }
    },
    test: () => Promise.reject(new Error('nobody asks for a test')),
  }
  const { store, book, bus, clock, log, running } = belt
  const environment = { SERENO_DATA: belt.folder, SERENO_SMTP_URL: 'smtp://mail.example:587' }
  const config = readConfig([], environment)
  const clockTrusted = async () => true
  const { actions } = running
  const delivery = makeDelivery({ store, book, config, transport, bus, clock, log, actions, clockTrusted })
  await delivery.start()
  return { delivery, sent }
}

test.each([
  ['after the watch has found it', 2 * minute],
  ['before the watch has found it', 100],
])(
  'an internet cut of 20 minutes with 10 printers, 6 iPads and 3 mails queued %s: 1 Offline and 3 Retry',
  async (_, queuedAfter) => {
    const belt = await holdBelt({ looksAround: true })
    await belt.set([...printers, ...ipads, cloud])
    const { delivery, sent } = await deliverFor(belt)
    await belt.pass(10 * minute)
    expect(await belt.story()).toEqual([])

    belt.network.internet = false
    await belt.pass(queuedAfter)
    await belt.store.outbox.add(['a', 'b', 'c'].map((id) => mailOf(id, belt.clock.now())))
    belt.bus.emit('outbox.filled')
    await belt.pass(10 * minute)
    const inService = belt.book.read().devices.map(({ id }) => belt.running.watch.live(id))
    expect(inService.filter((live) => live?.state === 'down')).toHaveLength(1)
    await belt.pass(10 * minute - queuedAfter)
    expect(sent).toEqual([])

    belt.network.internet = true
    await belt.pass(20 * minute)
    expect(sent.sort()).toEqual(['a@example.com', 'b@example.com', 'c@example.com'])
    const entries = await belt.entries()
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['Offline', 'Retry', 'Retry', 'Retry'])
    const outage = entries.find(({ kind }) => kind === 'Offline')
    expect(outage).toMatchObject({ cause: 'isp_down', deviceId: 'line' })
    expect(Date.parse(outage?.endedAt ?? '') - Date.parse(outage?.at ?? '')).toBeGreaterThan(19 * minute)
    const retries = entries.filter(({ kind }) => kind === 'Retry')
    expect(retries.map(({ cause, explainedBy }) => [cause, explainedBy])).toEqual(
      Array(3).fill(['mail_retry', outage?.id]),
    )
    expect(entries.filter(({ endedAt }) => endedAt === null)).toEqual([])
    expect(await belt.store.journal.openIncidents()).toEqual([])
    await belt.during(delivery.stop())
  },
)
