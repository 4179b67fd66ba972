import { languages } from '@sereno/shared/languages.ts'
import { tellMessages } from '../../src/services/post/messages.ts'
import { tellNews } from '../../src/services/post/news.ts'
import { noteAlive } from '../../src/services/post/notices/alive.ts'
import { tellNotices } from '../../src/services/post/notices/tell-notices.ts'
import { tellProduct } from '../../src/services/post/product.ts'
import { tellWeekly } from '../../src/services/post/weekly.ts'
import { byMail } from './choices.ts'
import { makeHouse, noon } from './house.ts'
import { newEntry } from './new-entry.ts'
import { newUser } from './new-user.ts'

// Prints what the box mails by itself, as JSON: to an admin of each language, at a venue with names that want to break it.

const hourMs = 3_600_000
const evil = '<img src=//evil.example/x onerror=alert(1)>'
const events = ['incident_opened', 'incident_closed', 'device_found', 'message'] as const

const house = await makeHouse()

/** An admin for each language, who wants every mail. */
async function people(): Promise<void> {
  const { store, book } = house
  for (const language of languages) {
    const named = { id: language, username: language, email: `${language}@bar.example`, phone: null, language }
    await store.people.addUser(newUser({ ...named, emailConfirmedAt: noon - 48 * hourMs }), [], [])
    const newsletters = { weekly: true, product: true }
    await store.notifications.set(language, byMail(events, { newsletters }))
  }
  await book.change((draft) => {
    draft.venue.name = `Bar ${evil}${'W'.repeat(28)}`
    const createdAt = new Date(noon).toISOString()
    draft.account = { company: 'Bar', email: 'bar@bar.example', language: 'en', timezone: 'Europe/Madrid', createdAt }
  })
}

const own = (id: string, cause: string, from: number, until: number | null, differing = {}) =>
  newEntry({ id, cause, at: from, endedAt: until, deviceId: null, deviceName: null, source: 'agent', ...differing })

/** A bad day and a week, told as it happens. */
async function happen(): Promise<void> {
  const { store, clock } = house
  const open = (...entries: ReturnType<typeof newEntry>[]) =>
    store.journal.apply(entries.map((entry) => ({ do: 'open' as const, entry })))
  await store.keep.set({ alive: noon - 3 * hourMs, 'product.version': '1.0.0' })
  await noteAlive(house)
  await tellNews(house)
  await tellWeekly(house)
  await open(
    own('line', 'isp_down', noon - 9 * hourMs, noon - 7 * hourMs, { kind: 'Offline' }),
    own('retry', 'mail_retry', noon - 6 * hourMs, noon - 5 * hourMs, { kind: 'Retry' }),
    own('backup', 'backup_failed', noon - hourMs, null, { kind: 'Error', detail: { reason: evil } }),
  )
  await tellNotices(house)
  for (const [place, name] of [evil, 'W'.repeat(60), 'טאבלט המטבח 🍕'].entries()) {
    const [id, at] = [`i${place}`, clock.now()]
    await store.journal.apply([{ do: 'open_incident', id, deviceId: id, deviceName: name, at }])
    const of = { id: `e${place}`, at, endedAt: null, deviceId: id, deviceName: name, incidentId: id }
    await open(newEntry({ ...of, cause: 'paper_out', kind: 'Fail' }))
  }
  await store.journal.apply([
    { do: 'close_incident', id: 'i0', at: clock.now() + 1 },
    {
      do: 'notice',
      notice: {
        ...{ id: 'n1', at: clock.now(), endedAt: null, cause: 'new_device', deviceId: null, deviceName: evil },
        ...{ detail: { address: '192.0.2.9' }, text: null },
      },
    },
  ])
  for (const language of languages) await ticketOf(language)
  clock.at += 6 * 60_000
  await tellNews(house)
  await tellMessages(house)
  clock.at = Date.parse('2026-11-23T07:00:00Z')
  await tellWeekly(house)
  const changelog = async () => `## 1.1.0\n### Added\n- ${evil} ${'x'.repeat(200)}\n- A \`thing\`\n`
  await tellProduct({ ...house, version: '1.1.0', changelog })
}

/** Someone asks, and an answer waits for them. */
async function ticketOf(userId: string): Promise<void> {
  const { store, clock } = house
  const at = clock.now()
  const asked = { subject: evil, urgency: 'normal' as const, diagnostics: null, userId, author: 'Ana', createdAt: at }
  const message = { at, text: `${evil}\n${'W'.repeat(400)}`, state: null }
  const number = await store.tickets.add(asked, { ...message, id: `${userId}-1`, userId, author: 'Ana' })
  if (number === 'full') throw new Error('No room for a ticket')
  await store.tickets.addMessage(number, { ...message, id: `${userId}-2`, userId: null, author: evil })
}

await people()
await happen()
process.stdout.write(JSON.stringify(await house.store.outbox.claim(house.clock.now(), 200)))
await house.close()
