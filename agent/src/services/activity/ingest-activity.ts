import type { Ingested } from '@sereno/shared/activity.ts'
import { type Cause, isCause, kindOf } from '@sereno/shared/cause.ts'
import type { NewEntry, NewNotice } from '@sereno/shared/change.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { kindOfText } from '../../judge/ingest.ts'
import { iosSaysOffline } from '../../judge/print-words.ts'
import { makeId } from '../../store/make-id.ts'
import { Fault, type FieldFault } from '../fault.ts'
import { fieldPath } from '../field-path.ts'
import type { House } from '../house.ts'
import { namedDevice } from './named-device.ts'

/** A sender's clock may be a little ahead of ours. An entry further ahead would make our own clock look wrong. */
const maxAheadMs = 5 * 60_000

/** The cause of an entry whose sender named none. */
const unnamed: Cause = 'reported'

/**
 * Takes in entries of others, all or none; they are on disk when it resolves. What neither its sender, its cause nor its
 * words file under a kind is kept as a notice. A repeated `key` is counted and left alone.
 * @throws {Fault} `invalid` at `at` or `endedAt`; of several such as `[3].endedAt`
 */
export async function ingestActivity(
  house: House,
  body: Ingested | Ingested[],
  sender: Sender = anyone,
): Promise<{ accepted: number; repeated: number }> {
  const now = house.clock.now()
  const all = Array.isArray(body) ? body : [body]
  const faults = all.flatMap((item, index) => faultsOf(item, Array.isArray(body) ? [index] : [], now))
  if (faults.length > 0) throw new Fault('invalid', { fields: faults })
  const { devices } = house.book.read()
  const entries: NewEntry[] = []
  const notices: (NewNotice & { key: string | null })[] = []
  for (const item of all) {
    const filed = fileUnder(item)
    const fact = factOf(item, now, devices)
    if (filed.kind === null) notices.push(fact)
    else
      entries.push({
        ...fact,
        ...provenance,
        ...sentBy(sender, filed.kind, fact.at),
        kind: filed.kind,
        rule: filed.rule,
      })
  }
  const written = await house.store.journal.ingest(entries, notices)
  for (const entry of written.entries) house.bus.emit('entry.changed', entry)
  for (const notice of written.notices) house.bus.emit('notice.changed', notice)
  return { accepted: written.accepted, repeated: written.repeated }
}

/** Where entries come from, and which outage explains one that says "no connection" or "again" at a time. */
interface Sender {
  source: 'ingest' | 'checkin'
  outageAt(at: number): string | null
}
const anyone: Sender = { source: 'ingest', outageAt: () => null }

const sentBy = ({ source, outageAt }: Sender, kind: Kind, at: number) => ({
  source,
  explainedBy: kind === 'Offline' || kind === 'Retry' ? outageAt(at) : null,
})

const provenance = {
  probe: null,
  attempts: 1,
  occurrences: 1,
  incidentId: null,
} as const

function faultsOf({ at, endedAt }: Ingested, place: PropertyKey[], now: number): FieldFault[] {
  const faults: FieldFault[] = []
  const refuse = (field: string, message: string) => faults.push({ path: fieldPath([...place, field]), message })
  const begun = at === undefined ? now : Date.parse(at)
  if (begun > now + maxAheadMs) refuse('at', 'in_the_future')
  if (endedAt === undefined) return faults
  if (Date.parse(endedAt) < begun) refuse('endedAt', 'ends_before_it_begins')
  else if (Date.parse(endedAt) > now + maxAheadMs) refuse('endedAt', 'in_the_future')
  return faults
}

/** The sender's word, else that of a cause we know, else what iOS says of the internet, else the words of the message. */
function fileUnder(item: Ingested): { kind: Kind | null; rule: string } {
  const { kind, message } = item
  if (kind !== undefined) return { kind, rule: 'ingest.kind' }
  const cause = causeOf(item)
  if (isCause(cause) && cause !== unnamed) return { kind: kindOf(cause), rule: 'ingest.cause' }
  return { kind: kindOfText(message), rule: 'ingest.words' }
}

/** A retry or a failed print that quotes iOS is filed by its own words. */
function causeOf({ kind, cause, message }: Ingested): string {
  if (cause !== undefined) return cause
  const isOffline = kind === undefined && iosSaysOffline(message) && [null, 'Offline'].includes(kindOfText(message))
  return isOffline ? 'ios_no_internet' : unnamed
}

function factOf(item: Ingested, now: number, devices: readonly DeviceSetting[]): NewNotice & { key: string | null } {
  const at = item.at === undefined ? now : Date.parse(item.at)
  return {
    id: makeId(),
    at,
    endedAt: item.endedAt === undefined ? at : Date.parse(item.endedAt),
    cause: causeOf(item),
    ...namedDevice(item.device, devices),
    detail: {},
    text: item.message,
    key: item.key ?? null,
  }
}
