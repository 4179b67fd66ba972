import type { Language } from '@sereno/shared/field.ts'
import type { House } from '../house.ts'
import type { Reader } from './readers.ts'

/** A message that nobody has answered yet. */
export interface WaitingMessage {
  id: string
  at: number
  author: string
  text: string
  /** What it belongs to, in a language. */
  about(language: Language): string
  /** Where it can be answered. */
  path: string
  /** Whether someone is to answer it, and was not mailed of it before. */
  isFor(reader: Reader): boolean
}

/** Gives what was written from one moment to another and stands unanswered. */
export type MessageSource = (house: House, since: number, until: number) => Promise<WaitingMessage[]>
