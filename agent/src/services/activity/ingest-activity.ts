import type { Ingested } from '@sereno/shared/activity.ts'
import { type Cause, isCause, kindOf } from '@sereno/shared/cause.ts'
import type { NewEntry, NewNotice } from '@sereno/shared/change.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { kindOfText } from '../../judge/ingest.ts'
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
  source: 'ingest' | 'checkin' = 'ingest',
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
    else entries.push({ ...fact, ...provenance, source, kind: filed.kind, rule: filed.rule })
  }
  const written = await house.store.journal.ingest(entries, notices)
  for (const entry of written.entries) house.bus.emit('entry.changed', entry)
  for (const notice of written.notices) house.bus.emit('notice.changed', notice)
  return { accepted: written.accepted, repeated: written.repeated }
}

const provenance = {
  probe: null,
  attempts: 1,
  occurrences: 1,
  incidentId: null,
  explainedBy: null,
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

/** The sender's word, else that of a cause we know, else the words of the message. */
function fileUnder({ kind, cause, message }: Ingested): { kind: Kind | null; rule: string } {
  if (kind !== undefined) return { kind, rule: 'ingest.kind' }
  if (cause !== undefined && isCause(cause) && cause !== unnamed) return { kind: kindOf(cause), rule: 'ingest.cause' }
  return { kind: kindOfText(message), rule: 'ingest.words' }
}

function factOf(item: Ingested, now: number, devices: readonly DeviceSetting[]): NewNotice & { key: string | null } {
  const at = item.at === undefined ? now : Date.parse(item.at)
  return {
    id: makeId(),
    at,
    endedAt: item.endedAt === undefined ? at : Date.parse(item.endedAt),
    cause: item.cause ?? unnamed,
    ...namedDevice(item.device, devices),
    detail: {},
    text: item.message,
    key: item.key ?? null,
  }
}
