import type { Integration, IntegrationPatch } from '@sereno/shared/integration.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import type { Caller, House } from '../house.ts'
import { checkNameIsFree, findIntegration } from './find-integration.ts'
import { integrationView } from './integration-view.ts'

/** Changes what is sent, and leaves the rest. @throws {Fault} `not_found`; `conflict` at `name` */
export async function changeIntegration(
  house: House,
  id: string,
  { kinds: chosen, ...patch }: IntegrationPatch,
  caller: Caller,
): Promise<Integration> {
  const setting = await changeBook(house, (draft) => {
    const found = findIntegration(draft, id)
    if (patch.name !== undefined) checkNameIsFree(draft, patch.name, id)
    for (const [name, value] of Object.entries(patch)) {
      if (value !== undefined) Object.assign(found, { [name]: value })
    }
    if (chosen !== undefined) found.kinds = kinds.filter((kind) => chosen.includes(kind))
    found.savedAt = iso(house.clock.now())
    found.savedBy = caller.userId
    return found
  })
  await house.recipients.tell(setting.emails)
  return integrationView(house, setting)
}
