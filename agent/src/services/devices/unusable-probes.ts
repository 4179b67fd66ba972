import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { FieldFault } from '../fault.ts'
import { fieldPath } from '../field-path.ts'
import type { House, ProbeCatalogue } from '../house.ts'

/** Documents are frozen, and a new one comes with every change. */
const known = new WeakMap<object, FieldFault[]>()

/**
 * Probes in `venue.json` that cannot look as they stand there, each with its place. The routes refuse them, but a person
 * may write them by hand, and an older Sereno may not know a newer one's. Such a probe rests; the rest of the file holds.
 */
export function unusableProbes(house: Pick<House, 'book' | 'probes'>): FieldFault[] {
  const document: Readonly<VenueDocument> = house.book.read()
  const seen = known.get(document)
  if (seen !== undefined) return seen
  const found = document.devices.flatMap((device, at) =>
    device.probes.flatMap((probe, index) => faultOf(house.probes, device, probe, ['devices', at, 'probes', index])),
  )
  known.set(document, found)
  return found
}

function faultOf(
  catalogue: ProbeCatalogue,
  device: DeviceSetting,
  probe: ProbeSetting,
  place: PropertyKey[],
): FieldFault[] {
  const form = catalogue.find(probe.type)
  if (form === null) return [{ path: fieldPath([...place, 'type']), message: 'unknown_probe' }]
  if (form.onlyFor?.includes(device.type) === false) {
    return [{ path: fieldPath([...place, 'type']), message: 'only_for_printers' }]
  }
  const issue = form.options.safeParse(probe.options, { reportInput: true }).error?.issues[0]
  if (issue === undefined) return []
  return [{ path: fieldPath([...place, 'options', ...issue.path]), message: issue.message, issue }]
}
