import type { Language } from '@sereno/shared/field.ts'
import type { LetterKind } from '../../../integrations/letters/letter.ts'
import type { LetterItem } from '../../../integrations/letters/letter-lists.ts'
import type { House } from '../../house.ts'

/** A thing of the box that can fail, as its letter is called: its words are `mail.notice_<thing>.*`. */
export type NoticeThing = LetterKind extends infer Kind ? (Kind extends `notice_${infer Thing}` ? Thing : never) : never

/** Something that happened to it. Times are ms since 1970. */
export interface Occurrence {
  /** Names it for good: each is told once. */
  key: string
  /** Who confirmed their address later is not told. */
  at: number
  item(language: Language): LetterItem
  /** Counted in the letter's words as `n`, such as mails that waited. */
  count?: number
}

/** Finds what there is to be told of a thing; what was told already may be among it. */
export interface NoticeSource {
  thing: NoticeThing
  /** Where the dashboard shows more. */
  path: string
  find(house: House, now: number): Promise<Occurrence[]>
}

/** So far back it is looked: longer than one mail a day of a thing holds back the next. */
export const lookBackMs = 36 * 60 * 60_000
/** What is over sooner is nothing to write a mail about. */
export const longMs = 30 * 60_000
