import type { Language } from '@sereno/shared/field.ts'
import type { MailInput, MailView } from '@sereno/shared/venue.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { getMail } from './get-mail.ts'

/** Saves the settings; a password that is left out stays as it is. Those of the environment stay in force before them. */
export async function setMail(house: House, input: MailInput, language: Language): Promise<MailView> {
  await changeBook(house, (draft) => {
    draft.mail = { ...input, password: input.password ?? draft.mail?.password ?? '' }
  })
  return getMail(house, language)
}
