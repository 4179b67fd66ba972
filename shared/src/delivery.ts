/** A mail to one person, ready to go: its words are fixed when it is made, so that every attempt sends the same. */
export interface Mail {
  to: string
  /** The whole Message-ID header with its brackets; the same at each attempt, so that a double can be recognised. */
  messageId: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  attachments?: readonly Attachment[]
}

/** A file in a mail; text only. */
export interface Attachment {
  name: string
  type: string
  text: string
}

/**
 * How a delivery ended. `again`: trying later helps (no route, 4xx); `cause` is where it failed: no answer at all, or a
 * server's word. `refused`: it does not help (5xx for this recipient or message). `locked`: the account does not let us
 * in, so no mail will go until someone changes the settings.
 */
export type Delivery =
  | { end: 'sent'; detail: string }
  | { end: 'again'; detail: string; answered: boolean }
  | { end: 'refused'; detail: string }
  | { end: 'locked'; detail: string }
