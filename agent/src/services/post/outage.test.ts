import { expect, it } from 'vitest'
import { HandClock } from '../../../test/fakes/hand-clock.ts'
import { noon } from '../../../test/fakes/house.ts'
import { withAna, withEva } from '../../../test/fakes/people.ts'
import { asleep, opened, server } from '../../../test/fakes/post-desk.ts'
import { operatorWrites, visitorWrites, withWebChat } from '../../../test/fakes/web-chat.ts'
import { tellMessages } from './messages.ts'
import { tellUnpicked } from './unpicked.ts'

const minuteMs = 60_000

/** Ana and Eva, who answer; the real delivery to a mail server that is down. */
async function withoutMailServer() {
  const here = await withAna()
  const { id: evaId } = await withEva(here, { role: 'operator' })
  const { store, book, bus, clock } = here.house
  const anaId = (await store.people.findLogin('ana'))?.id ?? ''
  await store.people.changeUser(anaId, { emailConfirmedAt: noon }, [], [])
  await withWebChat(here)
  // Those that were read meanwhile, to let Eva in.
  await store.outbox.release()
  for (const { id } of await store.outbox.claim(clock.at, 50)) await store.outbox.sent(id, clock.at)
  const smtp = await server()
  smtp.answer = () => 'drop'
  const time = new HandClock(new Date(clock.at).toISOString())
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}`, store, book, clock: time })
  bus.on('outbox.filled', () => office.bus.emit('outbox.filled'))
  await asleep(office)
  /** Minute after minute, with what the box does by itself. */
  const later = async (minutes: number) => {
    for (let step = 0; step < minutes; step += 1) {
      time.pass(minuteMs)
      clock.at = time.now()
      await tellUnpicked(here.house)
      await tellMessages(here.house)
      await asleep(office)
    }
  }
  return { ...here, evaId, smtp, office, later }
}

/** To whom each mail went that was taken, and of whom it tells. */
const taken = (mails: readonly string[]) =>
  mails.map((mail) => {
    const text = mail.replaceAll('=\r\n', '')
    const names = ['Lucia', 'Marc', 'Nuria', 'Pau'].filter((name) => text.includes(name))
    return [/^To: (.*?)\r$/mu.exec(text)?.[1], ...names]
  })

it('an hour without a mail server: afterwards everyone is told of each conversation once, in order', async () => {
  const here = await withoutMailServer()
  const { talk } = here.house.store
  const pick = (id: string) => talk.pick(id, here.evaId, 'Eva Roig', here.house.clock.at)
  const lucia = await visitorWrites(here, 'Lucia', 'One')
  const marc = await visitorWrites(here, 'Marc', 'Two')
  await pick(marc.conversationId)
  await here.later(45)
  // Two more come, of whom one is answered in time.
  await visitorWrites(here, 'Nuria', 'Three')
  const pau = await visitorWrites(here, 'Pau', 'Four')
  await here.later(2)
  await pick(pau.conversationId)
  await operatorWrites(here, pau.conversationId, here.evaId)
  await pick(lucia.conversationId)
  await here.later(13)
  expect(here.smtp.mails).toEqual([])
  here.smtp.answer = () => 'ok'
  await here.later(60)
  const mails = taken(here.smtp.mails)
  const toldTo = (address: string) => mails.filter(([to]) => to === address).map(([, ...names]) => names)
  expect(toldTo('ana@example.com')).toEqual([['Lucia'], ['Nuria']])
  expect(toldTo('eva@example.com')).toEqual([['Lucia'], ['Marc'], ['Nuria']])
  expect(mails).toHaveLength(5)
  expect(await here.house.store.outbox.waiting()).toMatchObject({ count: 0 })
}, 60_000)
