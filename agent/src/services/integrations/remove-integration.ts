import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findIntegration } from './find-integration.ts'

/** Removes an integration; mails that are on their way still go. @throws {Fault} `not_found` */
export async function removeIntegration(house: House, id: string): Promise<void> {
  await changeBook(house, (draft) => {
    findIntegration(draft, id)
    draft.integrations = draft.integrations.filter((integration) => integration.id !== id)
  })
}
