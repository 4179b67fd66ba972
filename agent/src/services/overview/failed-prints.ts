import type { EntryOutline } from '@sereno/shared/activity.ts'
import { makeNamedPrinter } from '../../judge/named-printer.ts'
import type { House } from '../house.ts'

/**
 * How many prints failed at printers in trouble since then, by their ids, as iPads and other systems report them. A
 * report counts where its sender names the printer, or where it is of no printer and its text names exactly one; what
 * does not tell which one was meant counts nowhere.
 */
export async function failedPrints(
  house: House,
  troubles: readonly EntryOutline[],
): Promise<Map<string | null, number>> {
  const { devices, venue, account } = house.book.read()
  const printers = new Set(devices.filter(({ type }) => type === 'printer').map(({ id }) => id))
  const since = new Map(
    troubles.flatMap(({ deviceId, at }) =>
      deviceId !== null && printers.has(deviceId) ? [[deviceId, Date.parse(at)] as const] : [],
    ),
  )
  const spans = [...since].map(([deviceId, begun]) => ({ deviceId, since: begun }))
  const { counts, texts } = await house.store.journal.failReports(spans)
  const found = new Map<string | null, number>(counts.map(({ deviceId, count }) => [deviceId, count]))
  const named = makeNamedPrinter(devices, [venue.name, account?.company ?? ''])
  for (const { deviceId, at, text } of texts) {
    if (deviceId !== null && printers.has(deviceId)) continue
    const meant = named(text)
    const begun = meant === null ? undefined : since.get(meant)
    if (begun !== undefined && Date.parse(at) >= begun) found.set(meant, (found.get(meant) ?? 0) + 1)
  }
  return found
}
