import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Traces } from '../../store/erasure-types.ts'
import { currentNote } from '../audit/note.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'

const isOf = (all: readonly string[], value: string | undefined) =>
  value !== undefined && all.includes(value.trim().toLowerCase())

/**
 * Takes someone out of the settings: as a reader of digests, as the account's or the distributor's address, as whom the
 * staff call, and as who locked what a device is. A digest that nobody reads any more goes to the account's address, and
 * is off. The line of the audit log that is being written does not tell of it: it would keep what is to be forgotten.
 */
export async function forgetInSettings(house: House, traces: Traces): Promise<void> {
  const heir = await heirOf(house, traces)
  if (placesInSettings(house.book.read(), traces).length === 0) return
  await currentNote.exit(() => changeBook(house, (draft) => forget(draft, traces, heir)))
}

/** The address of the account from now on, where it was theirs: that of an admin who stays. */
async function heirOf(house: House, { emails }: Traces): Promise<string | null> {
  const { items } = await house.store.people.users({ limit: 500 })
  const admins = items.filter(
    ({ role, disabledAt, email }) => role === 'admin' && disabledAt === null && !isOf(emails, email),
  )
  return admins[0]?.email ?? null
}

function forget(draft: VenueDocument, traces: Traces, heir: string | null): void {
  const { emails, phones, names } = traces
  const { account, venue } = draft
  if (account !== null) {
    if (isOf(emails, account.email) && heir !== null) account.email = heir
    if (isOf(emails, account.supportEmail)) account.supportEmail = ''
  }
  if (phones.includes(venue.help.phone)) venue.help = { name: '', phone: '' }
  else if (names.includes(venue.help.name)) venue.help.name = ''
  for (const integration of draft.integrations) {
    const left = integration.emails.filter((email) => !isOf(emails, email))
    if (left.length === integration.emails.length) continue
    const { email = heir } = account ?? {}
    if (left.length > 0) integration.emails = left
    else if (email !== null) Object.assign(integration, { emails: [email], active: false })
    integration.languages = Object.fromEntries(
      Object.entries(integration.languages).filter(([email]) => !isOf(emails, email)),
    )
  }
  for (const device of draft.devices)
    for (const lock of Object.values(device.locks ?? {}))
      if (lock !== undefined && names.includes(lock.by)) lock.by = ''
}

/** Where someone stands in the settings, by what a person calls it; `notes` and `mail` are looked at and left. */
export type SettingsPlace = 'account' | 'help' | 'follow_up' | 'locks' | 'notes' | 'mail'

/** Where in the settings someone is named. */
export function placesInSettings(
  { account, venue, integrations, devices, mail }: Readonly<VenueDocument>,
  { emails, phones, names }: Traces,
): { place: SettingsPlace; name: string }[] {
  const found: { place: SettingsPlace; name: string }[] = []
  if (account !== null && (isOf(emails, account.email) || isOf(emails, account.supportEmail)))
    found.push({ place: 'account', name: account.company })
  if (phones.includes(venue.help.phone) || names.includes(venue.help.name))
    found.push({ place: 'help', name: venue.help.name })
  for (const { name, emails: readers } of integrations)
    if (readers.some((email) => isOf(emails, email))) found.push({ place: 'follow_up', name })
  for (const { name, locks, notes } of devices) {
    if (Object.values(locks ?? {}).some((lock) => lock !== undefined && names.includes(lock.by)))
      found.push({ place: 'locks', name })
    const folded = (notes ?? '').toLowerCase()
    if ([...emails, ...phones, ...names].some((one) => folded.includes(one.toLowerCase())))
      found.push({ place: 'notes', name })
  }
  if (mail !== null && (isOf(emails, mail.from) || isOf(emails, mail.user)))
    found.push({ place: 'mail', name: mail.host })
  return found
}
