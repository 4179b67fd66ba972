import type { Language } from '@sereno/shared/field.ts'

/** The dashboard's pages and files. */
export interface Site {
  /** Answers a GET that no route of the API takes; `fallback` is the venue's language. */
  answer(path: string, headers: Headers, fallback: Language): Promise<Response>
}
