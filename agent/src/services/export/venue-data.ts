import type { Language } from '@sereno/shared/field.ts'
import { iso } from '../../clock.ts'
import { downloadName } from '../../store/backup/names.ts'
import { type ZipEntry, zipOf } from '../../store/zip.ts'
import { activityCsv } from '../activity/activity-csv.ts'
import { activityJson } from '../activity/activity-json.ts'
import { listChannels } from '../channels/channel-view.ts'
import { listDevices } from '../devices/list-devices.ts'
import type { House } from '../house.ts'
import { incidentView } from '../incidents/incident-view.ts'
import { runView } from '../integrations/list-runs.ts'
import { getMail } from '../mail/get-mail.ts'
import { describeToken } from '../tokens/list-tokens.ts'
import { personView } from '../users/person-view.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { webhookView } from '../webhooks/webhook-view.ts'
import { jsonFile, listFile, pagesOf } from './file-parts.ts'
import { attachmentParts, type ExportFile } from './person-data.ts'

/**
 * All that is known of the venue as a ZIP for people and for programs of others: no secret is in it, so it is no backup.
 */
export async function venueData(house: House, language: Language): Promise<ExportFile> {
  const now = house.clock.now()
  const { store } = house
  const entries: ZipEntry[] = [
    jsonFile('settings.json', () => settingsOf(house, language)),
    listFile('devices.json', () => pagesOf(async (page) => listDevices(house, page, language))),
    { name: 'activity.csv', parts: () => activityCsv(house, {}, language) },
    { name: 'activity.json', parts: () => activityJson(house, {}, language) },
    listFile('incidents.json', () =>
      mapped(
        pagesOf((page) => store.journal.incidents(page)),
        (one) => incidentView(house, one, language),
      ),
    ),
    listFile('users.json', () =>
      mapped(
        pagesOf((page) => store.people.users(page)),
        personView,
      ),
    ),
    listFile('tokens.json', () =>
      mapped(
        pagesOf((page) => store.tokens.list(page)),
        ({ token, user }) => describeToken(token, user.fullName),
      ),
    ),
    listFile('webhooks.json', () =>
      mapped(
        pagesOf((page) => store.webhooks.list(page)),
        (one) => webhookView(house, one),
      ),
    ),
    listFile('digests.json', () => runsOf(house, language)),
    listFile('tickets.json', () =>
      mapped(
        pagesOf((page) => store.tickets.list({ userId: null, states: [] }, page)),
        async (ticket) => ({
          ...ticket,
          messages: await store.tickets.messages(ticket.number),
          attachments: await store.tickets.attachments(ticket.number),
        }),
      ),
    ),
    // Whoever has picked a conversation is alone to read it: here stands how fast they were answered.
    jsonFile('conversations.json', () => store.talk.measures(0, venueTimezone(house))),
    listFile('audit.json', () =>
      mapped(
        pagesOf((page) => store.audit.list({}, page)),
        ({ settings: _, ...line }) => ({ ...line, at: iso(line.at) }),
      ),
    ),
    ...(await filesOf(house)),
  ]
  const name = downloadName(house.book.read().venue.name, now).replace(/^sereno-/u, 'sereno-export-')
  return { name, parts: zipOf(entries, new Date(now)) }
}

/** What people set, as the API shows it: what can be written and never read back is left out. */
async function settingsOf(house: House, language: Language) {
  const { account, venue, integrations, ignored, publicAddress, replyTemplates } = house.book.read()
  const { items: channels } = await listChannels(house, { language, mayChange: false })
  return {
    ...{ account, venue, mail: await getMail(house, language), integrations, ignored },
    ...{ channels, publicAddress, replyTemplates },
  }
}

async function* mapped<T, R>(pages: AsyncIterable<T[]>, view: (one: T) => R | Promise<R>): AsyncGenerator<R[]> {
  for await (const page of pages) yield await Promise.all(page.map(view))
}

async function* runsOf(house: House, language: Language): AsyncGenerator<unknown[]> {
  const { runs, outbox } = house.store
  for (const { id, name } of house.book.read().integrations) {
    yield* mapped(
      pagesOf((page) => runs.list(id, page)),
      async (run) => ({ ...runView(run, await outbox.ofRun(run.id), language, true), followUp: name }),
    )
  }
}

async function filesOf(house: House): Promise<ZipEntry[]> {
  const found: ZipEntry[] = []
  for await (const page of pagesOf((request) => house.store.tickets.list({ userId: null, states: [] }, request))) {
    for (const { number } of page) {
      for (const { id, name, bytes } of await house.store.tickets.attachments(number))
        found.push({
          name: `files/${number}-${id.slice(0, 6)}-${name}`,
          size: bytes,
          parts: () => attachmentParts(house, id),
        })
    }
  }
  return found
}
