import { makeActionLog } from '../../src/flow/actions.ts'
import { makeDelivery } from '../../src/flow/deliver.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import { tellWeekly } from '../../src/services/post/weekly.ts'
import { email } from '../../src/transports/email.ts'
import { byMail } from './choices.ts'
import { makeHouse, noon } from './house.ts'
import { newEntry } from './new-entry.ts'
import { newUser } from './new-user.ts'

/** A box from Saturday to Monday morning, whose mail server listens on the port given; Ana has subscribed, Eva has not. */
const [, , port = '0'] = process.argv
const house = await makeHouse()
const { store, book, config, bus, clock, log } = house
await book.change((draft) => {
  const createdAt = new Date(noon).toISOString()
  draft.venue.name = 'Bar Pepe'
  draft.account = { company: 'Bar', email: 'bar@bar.example', language: 'en', timezone: 'Europe/Madrid', createdAt }
  const login = { user: '', password: '', from: 'sereno@bar.example' }
  draft.mail = { host: '127.0.0.1', port: Number(port), security: 'auto', ...login }
})
for (const [id, weekly] of [
  ['ana', true],
  ['eva', false],
] as const) {
  const named = { id, username: id, email: `${id}@example.com`, phone: null, language: 'en' as const }
  await store.people.addUser(newUser({ ...named, emailConfirmedAt: noon }), [], [])
  await store.notifications.set(id, byMail([], { newsletters: { weekly, product: false } }))
}
await tellWeekly(house)
const paper = { cause: 'paper_out', kind: 'Fail', deviceName: 'Kitchen printer', at: noon, endedAt: null } as const
await store.journal.apply([{ do: 'open', entry: newEntry(paper) }])
clock.at = Date.parse('2026-11-23T07:00:00Z')
const actions = makeActionLog(await Recorder.start(store.journal, clock, bus))
const clockTrusted = async () => true
const delivery = makeDelivery({ store, book, config, transport: email, bus, clock, log, actions, clockTrusted })
await delivery.start()
const sent = new Promise((resolve) => bus.once('outbox.changed', resolve))
await tellWeekly(house)
await tellWeekly(house)
await sent
await delivery.stop()
await house.close()
