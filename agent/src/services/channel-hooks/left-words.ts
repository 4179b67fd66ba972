import { say } from '@sereno/shared/locales/index.ts'
import type { FileKind } from '../../channels/channel.ts'
import type { House } from '../house.ts'

/** What stands in a message for something that is not kept, in the venue's language: it is read by whoever answers. */
export function leftWords(
  house: House,
  why: Exclude<FileKind, 'image' | 'document'> | 'refused' | 'lost',
  name: string,
): string {
  const language = house.book.read().account?.language ?? 'en'
  if (name !== '' && (why === 'refused' || why === 'lost')) return say(language, `received.${why}_named`, { name })
  return say(language, `received.${why}`)
}
