import { iso } from '../../clock.ts'
import { slugOf } from '../../store/backup/names.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { TicketRecord } from '../../store/ticket-types.ts'
import { type ZipEntry, zipOf } from '../../store/zip.ts'
import { placesInSettings } from '../erasure/forget-in-settings.ts'
import { partsOf } from '../files/take-file.ts'
import type { House } from '../house.ts'
import { describeToken } from '../tokens/list-tokens.ts'
import { findUser } from '../users/find-user.ts'
import { personView } from '../users/person-view.ts'
import { allOf, jsonFile } from './file-parts.ts'
import { personTalks } from './person-talks.ts'

export interface ExportFile {
  name: string
  parts: AsyncIterable<Uint8Array>
}

/**
 * Everything that is kept of a person as a ZIP, for them to take away: nothing secret is in it, and nothing of others but
 * what was written to them.
 * @param readerId who gets it: the conversations that somebody has picked are for nobody else
 * @throws {Fault} `not_found`
 */
export async function personData(house: House, userId: string, readerId: string): Promise<ExportFile> {
  const user = await findUser(house, userId)
  const now = house.clock.now()
  const avatar = await house.store.avatars.of(userId)
  const tickets = await allOf((page) => house.store.tickets.list({ userId, states: [] }, page))
  const entries: ZipEntry[] = [
    jsonFile('profile.json', () => profileOf(house, user)),
    jsonFile('access.json', () => accessOf(house, user)),
    jsonFile('tickets.json', () => ticketsOf(house, user, tickets)),
    jsonFile('changes.json', () => changesBy(house, user)),
    ...(avatar === null ? [] : [{ name: 'avatar.jpg', parts: () => once(avatar.picture) }]),
    ...(await filesOf(house, user, tickets)),
    ...(readerId === userId ? await personTalks(house, userId) : []),
  ]
  const name = `sereno-${slugOf(user.username)}-${iso(now).slice(0, 10)}.zip`
  return { name, parts: zipOf(entries, new Date(now)) }
}

async function profileOf(house: House, user: UserRecord) {
  const { referrals, recipients, notifications, erasure } = house.store
  const [leads, [standing], choices, traces] = await Promise.all([
    referrals.leads(user.id),
    recipients.standing([user.email.toLowerCase()]),
    notifications.of(user.id),
    erasure.ofUser(user.id),
  ])
  const { isUser: _, ...mails } = standing ?? { isUser: true }
  return {
    ...personView(user),
    notifications: choices,
    digests: {
      ...mails,
      followUps: house.book
        .read()
        .integrations.filter(({ emails }) => emails.some((email) => email.toLowerCase() === user.email.toLowerCase()))
        .map(({ name }) => name),
    },
    namedInSettings: traces === null ? [] : placesInSettings(house.book.read(), traces),
    referred: leads.map(({ at, name, venue }) => ({ at: iso(at), name, venue })),
  }
}

async function accessOf(house: House, user: UserRecord) {
  const { people, tokens, privateTokens, webhooks, push, passkeys } = house.store
  const [sessions, all, own, hooks, browsers, keys] = await Promise.all([
    people.sessions(user.id),
    allOf((page) => tokens.list(page)),
    privateTokens.get(user.id),
    allOf((page) => webhooks.list(page)),
    push.list(user.id),
    passkeys.list(user.id),
  ])
  const isoOrNull = (at: number | null) => (at === null ? null : iso(at))
  return {
    sessions: sessions.map(({ createdAt, lastUsedAt, address, browser }) => ({
      createdAt: iso(createdAt),
      lastUsedAt: iso(lastUsedAt),
      address,
      browser,
    })),
    tokens: all.filter(({ token }) => token.userId === user.id).map(({ token }) => describeToken(token, user.fullName)),
    privateToken: own === null ? null : { createdAt: iso(own.createdAt), lastUsedAt: isoOrNull(own.lastUsedAt) },
    push: browsers.map(({ browser, createdAt }) => ({ browser, createdAt: iso(createdAt) })),
    passkeys: keys.map(({ name, createdAt }) => ({ name, createdAt: iso(createdAt) })),
    webhooks: hooks
      .filter(({ createdBy }) => createdBy === user.id)
      .map(({ url, events, active, createdAt }) => ({ url, events, active, createdAt: iso(createdAt) })),
  }
}

/** The own tickets whole, with what was answered to them; of those of others only what they wrote there. */
async function ticketsOf(house: House, user: UserRecord, own: readonly TicketRecord[]) {
  const threads = own.map(async ({ number, subject, urgency, state, createdAt, diagnostics }) => ({
    number,
    subject,
    urgency,
    state,
    createdAt: iso(createdAt),
    diagnostics,
    messages: (await house.store.tickets.messages(number)).map(({ at, text, userId, state: set }) => ({
      at: iso(at),
      mine: userId === user.id,
      text,
      setTo: set,
    })),
  }))
  const mine = new Set(own.map(({ number }) => number))
  const written = (await house.store.tickets.messagesBy(user.id)).filter(({ ticket }) => !mine.has(ticket))
  return {
    tickets: await Promise.all(threads),
    inTicketsOfOthers: written.map(({ ticket, at, text }) => ({ ticket, at: iso(at), text })),
  }
}

/** The files that they put into their own tickets. */
async function filesOf(house: House, user: UserRecord, own: readonly TicketRecord[]): Promise<ZipEntry[]> {
  const lists = own.map(async ({ number }) => house.store.tickets.attachments(number))
  return (await Promise.all(lists))
    .flat()
    .filter(({ author }) => author === user.fullName)
    .map(({ id, ticket, name, bytes }) => ({
      name: `files/${ticket}-${id.slice(0, 6)}-${name}`,
      size: bytes,
      parts: () => attachmentParts(house, id),
    }))
}

/** A file of a ticket, part by part. */
export const attachmentParts = (house: House, id: string): AsyncGenerator<Uint8Array> =>
  partsOf((part) => house.store.tickets.part(id, part))

/** What they changed, as the audit log tells it. */
async function changesBy(house: House, { username }: UserRecord) {
  const found = await allOf((page) => house.store.audit.list({ q: username }, page))
  return found
    .filter((one) => one.username === username)
    .map(({ at, state, way, address, action, targetName, changes }) => ({
      at: iso(at),
      state,
      way,
      address,
      action,
      targetName,
      changes,
    }))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
