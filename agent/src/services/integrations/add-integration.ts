import { randomUUID } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import type { ErrorFollowUp, Integration, IntegrationSetting } from '@sereno/shared/integration.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import type { Caller, House } from '../house.ts'
import { checkNameIsFree } from './find-integration.ts'
import { integrationView } from './integration-view.ts'

/** Adds an Error Follow Up; in the venue's language unless the form names one. @throws {Fault} `conflict` at `name` */
export async function addIntegration(
  house: House,
  form: ErrorFollowUp,
  caller: Caller,
  language: Language,
): Promise<Integration> {
  const setting: IntegrationSetting = {
    ...form,
    id: randomUUID(),
    language: form.language ?? house.book.read().account?.language ?? language,
    savedAt: iso(house.clock.now()),
    savedBy: caller.userId,
  }
  await changeBook(house, (draft) => {
    checkNameIsFree(draft, setting.name, setting.id)
    draft.integrations.push(setting)
  })
  await house.recipients.tell(setting.emails)
  return integrationView(house, setting)
}
