import type { NewOutboxItem, OutboxItem } from './outbox-types.ts'

/** How an address stands that gets mails without having asked. Addresses are in lower case, times ms since 1970. */
export interface RecipientRecord {
  address: string
  /** A user’s own, who has confirmed it. */
  isUser: boolean
  toldAt: number | null
  /** How the mail stands that told them; `null`: none was sent, or it is long ago. */
  mail: OutboxItem['state'] | null
  stoppedAt: number | null
}

/** A link by which whoever has it can stop the mails to an address; of its token only the hash (SHA-256, hex). */
export interface StopLink {
  hash: string
  address: string
}

/** What another database knows of those who get mails without having asked. */
export interface Stops {
  recipients: { address: string; toldAt: number | null; stoppedAt: number | null }[]
  links: (StopLink & { madeAt: number })[]
}

/** Those who get mails without having asked. */
export interface Recipients {
  /** One for each address, in their order. */
  standing(addresses: string[]): Promise<RecipientRecord[]>
  /**
   * Puts the mails that tell them into the outbox, each with its link, and remembers it, all in one transaction. Who was
   * told before or has stopped the mails is left out. How many are told.
   */
  tell(news: { link: StopLink; item: NewOutboxItem }[], at: number): Promise<number>
  addLinks(links: StopLink[], at: number): Promise<void>
  /** Whose mails a link stops; `null` for one that we do not know. */
  addressOfLink(hash: string): Promise<string | null>
  setStopped(address: string, stopped: boolean, at: number): Promise<void>
  /** Takes over what the database knew that this one took the place of. */
  carryOver(stops: Stops): Promise<void>
}
