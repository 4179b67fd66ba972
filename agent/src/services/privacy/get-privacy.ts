import { nightlyKept } from '@sereno/shared/backup.ts'
import type { ChannelSetting } from '@sereno/shared/channel.ts'
import type { PrivacyView, WayOut } from '@sereno/shared/privacy.ts'
import { allOf } from '../export/file-parts.ts'
import type { House } from '../house.ts'
import { distributors } from '../tickets/distributors.ts'

/** What leaves the box, and how many people it knows. */
export async function getPrivacy(house: House): Promise<PrivacyView> {
  const { store, config, book, clock } = house
  const { integrations, devices, channels } = book.read()
  const [users, tokens, webhooks, tickets, toTickets, conversations] = await Promise.all([
    allOf((page) => store.people.users(page)),
    allOf((page) => store.tokens.list(page)),
    allOf((page) => store.webhooks.list(page)),
    store.tickets.counts(null, ''),
    distributors(house),
    store.talk.count(),
  ])
  const pushes = (await Promise.all(users.map(({ id }) => store.push.list(id)))).flat()
  const settings = house.mail.settings().settings
  const active = integrations.filter((one) => one.active)
  const readers = unique(active.flatMap(({ emails }) => emails))
  const own = new Set(users.map(({ email }) => email.toLowerCase()))
  const hosts = unique(webhooks.filter((one) => one.active).map(({ url }) => hostOf(url)))
  const live = tokens.filter(({ token }) => token.expiresAt === null || token.expiresAt > clock.now())
  const meta = metaWays(channels)
  const way = (name: WayOut, on: boolean, to: readonly string[]) => ({ way: name, on, to: to.slice(0, 100) })
  return {
    waysOut: [
      way('digests', settings !== null && readers.length > 0, readers),
      way('letters', settings !== null, settings === null ? [] : [settings.host]),
      way('tickets', settings !== null && toTickets.length > 0, unique(toTickets.map(({ email }) => email))),
      way('messenger', meta.messenger.length > 0, meta.messenger),
      way('whatsapp', meta.whatsapp.length > 0, meta.whatsapp),
      way('push', pushes.length > 0, unique(pushes.map(({ endpoint }) => hostOf(endpoint)))),
      way('webhooks', hosts.length > 0, hosts),
      way('tokens', live.length > 0, unique(live.map(({ token }) => token.name))),
      way('updates', config.updates === 'git', []),
      way(
        'internet_check',
        devices.some(({ type, inService }) => type === 'internet' && inService),
        [],
      ),
    ],
    people: {
      users: users.length,
      readers: unique(integrations.flatMap(({ emails }) => emails)).filter((email) => !own.has(email.toLowerCase()))
        .length,
      tickets: tickets.pending + tickets.solved + tickets.closed,
      conversations,
    },
    backupNights: nightlyKept,
  }
}

/** The pages and numbers of channels that answer through Meta, by what they are called there. */
const metaWays = (channels: readonly ChannelSetting[]) => ({
  messenger: channels.flatMap((one) =>
    one.type === 'messenger' && one.active && one.settings.pageId !== '' ? [one.settings.pageName || one.name] : [],
  ),
  whatsapp: channels.flatMap((one) =>
    one.type === 'whatsapp' && one.active && one.settings.phoneNumberId !== '' ? [one.settings.phone || one.name] : [],
  ),
})

const unique = (all: readonly string[]): string[] => [...new Map(all.map((one) => [one.toLowerCase(), one])).values()]

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
