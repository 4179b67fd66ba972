import type { Language } from '@sereno/shared/languages.ts'

/** Where a chat is, and who writes there. */
export interface TalkOptions {
  /** Where the agent is: `https://sereno.example`. */
  base: string
  /** The id of the channel, or `default`. */
  channel: string
  /** Of the visitor; the channel may have one of its own. */
  language: Language
  /** Who the site says that they are, signed by it. */
  identity?: { id: string; hash: string; name?: string | undefined; email?: string | undefined } | undefined
  /** An iPad's own token, where it is paired. */
  bearer?: (() => string | null) | undefined
}
