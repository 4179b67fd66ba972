import { keep, kept } from '../preferences.ts'
import { draftsKey } from './kept-unsent.ts'

/** Conversations whose drafts a browser keeps; the oldest go first. */
const most = 50

export type Drafts = Readonly<Record<string, string>>

/** Drafts that a browser kept, by what they are for. */
export function readDrafts(text: string | null): Drafts {
  try {
    const found: unknown = JSON.parse(text ?? '{}')
    if (typeof found !== 'object' || found === null) return {}
    return Object.fromEntries(Object.entries(found).filter(([, draft]) => typeof draft === 'string'))
  } catch {
    return {}
  }
}

/** Drafts with one more, the newest last; an empty one is forgotten. */
export function withDraft(drafts: Drafts, name: string, text: string): Drafts {
  const others = Object.entries(drafts).filter(([known]) => known !== name)
  return Object.fromEntries(text === '' ? others : [...others, [name, text] as const].slice(-most))
}

/** What a person was about to write and the agent has not kept yet; a note never leaves the browser before it is saved. */
export const keptDraft = (userId: string, name: string): string | null =>
  readDrafts(kept(draftsKey(userId)))[name] ?? null

export const keepDraft = (userId: string, name: string, text: string): void =>
  keep(draftsKey(userId), JSON.stringify(withDraft(readDrafts(kept(draftsKey(userId))), name, text)))
