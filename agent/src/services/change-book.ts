import { settlePlaces } from '@sereno/shared/places.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { BookFault } from '../store/faults.ts'
import { planOf } from './account/plan-of.ts'
import { currentNote } from './audit/note.ts'
import { Fault, type FieldFault } from './fault.ts'
import type { House } from './house.ts'

/**
 * Changes `venue.json`, and gives back what `edit` found or made. What the document refuses becomes a `Fault` that
 * names the fields of the request: it was in order before, so whatever is wrong now is this one change. What the plan
 * has no place for is out of service afterwards, whichever change it came with.
 */
export async function changeBook<T>(house: House, edit: (draft: VenueDocument) => T): Promise<T> {
  const made: { value?: T } = {}
  try {
    const note = currentNote.getStore()
    await house.book.change(
      (draft) => {
        // Nothing else writes in between: changes are made one after the other.
        const before = house.book.read().devices
        made.value = edit(draft)
        settlePlaces(draft.devices, before, planOf(draft).limits)
      },
      (before, after) => note?.begin(before, after) ?? Promise.resolve(),
    )
    note?.changed()
  } catch (error) {
    throw error instanceof BookFault ? refusal(error) : error
  }
  return made.value as T
}

function refusal(fault: BookFault): Fault {
  const fields = new Map<string, FieldFault>()
  for (const { path, reason, issue } of fault.faults) {
    const field = ownField(path)
    fields.set(field, { path: field, message: reason, ...(issue !== undefined && { issue }) })
  }
  const isTaken = fault.faults.every(({ reason }) => reason === 'address_taken')
  return new Fault(isTaken ? 'conflict' : 'invalid', { fields: [...fields.values()] })
}

/** `devices[3].address` → `address`: a caller knows the device, not its place in our document. */
const ownField = (path: string): string =>
  path.replace(/^(?:(?:devices|integrations|channels)\[\d+\]|venue|mail)\.?/u, '')
