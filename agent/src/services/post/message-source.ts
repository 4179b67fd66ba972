import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import type { Reader } from './readers.ts'

/** A message that nobody has answered yet. */
export interface WaitingMessage {
  id: string
  /** Where it stands in a conversation on a channel. */
  conversationId?: string
  at: number
  /** Who wrote it, in a language. */
  author(language: Language): string
  /** What was written, or what may be told of it, in a language. */
  text(language: Language): string
  /** What it belongs to, in a language. */
  about(language: Language): string
  /** Where it can be answered, and where all of its sort are. */
  path: string
  allPath: string
  /** Whether someone is to answer it, and was not mailed of it before. */
  isFor(reader: Reader): boolean
}

/** Gives what was written from one moment to another and stands unanswered. */
export type MessageSource = (house: House, since: number, until: number) => Promise<WaitingMessage[]>
