import type { ChannelType } from '@sereno/shared/channels.ts'
import type { MessageFault } from '@sereno/shared/conversations.ts'

/** A file that a contact sent, to be fetched from whoever keeps it. */
export interface RemoteFile {
  /** Meta's id of it, or its address. */
  ref: string
  /** As the contact calls it; empty where the channel does not tell. */
  name: string
  /** What the channel says that it is; what it really is, its bytes say. `other`: nothing that can be fetched. */
  kind: FileKind
}

export type FileKind = 'image' | 'document' | 'audio' | 'video' | 'other'

/** What a channel tells of what came in; each text is as it came, and bounded. */
export type ChannelEvent =
  | {
      type: 'message'
      /** By what the channel knows the contact. */
      contactKey: string
      /** Empty where the channel does not tell. */
      contactName: string
      /** The channel's own id of it: the same message may come twice. */
      externalId: string
      /** When they wrote it, ms since 1970 by the channel's clock; `null` where it does not say. */
      sentAt: number | null
      text: string
      files: RemoteFile[]
    }
  | {
      type: 'receipt'
      contactKey: string
      state: 'delivered' | 'seen' | 'failed'
      /** Which of ours; empty where only `upTo` is told. */
      externalIds: string[]
      /** All that was sent until then, ms since 1970 by the channel's clock; `null` where only ids are told. */
      upTo: number | null
      /** Why it failed; `null` where it did not. */
      fault: MessageFault | null
    }

/** A piece of a message as one call sends it: a text within the channel's bounds, a file, or the template. */
export type OutgoingPart =
  | { type: 'text'; text: string }
  | { type: 'file'; name: string; mediaType: string; bytes: Uint8Array }
  | { type: 'template' }

/**
 * What became of a call. `taken`: `at` is when, ms since 1970 by the channel's clock, `null` where it does not say.
 * `later`: trying again helps, after `waitMs` at the earliest where the channel names a time.
 */
export type SendAnswer =
  | { end: 'taken'; externalId: string | null; at: number | null }
  | { end: 'later'; reason: string; waitMs: number | null }
  | { end: 'refused'; fault: MessageFault; reason: string }

/** A file of a contact's. `later`: trying again helps. `refused`: it is gone, or larger than we take. */
export type FetchAnswer =
  | { end: 'fetched'; name: string; bytes: Uint8Array }
  | { end: 'later'; reason: string }
  | { end: 'refused'; reason: string }

/**
 * How a channel is. `expired`: its credentials are refused, or run out at `expiresAt` (ms since 1970). `unhooked`: they are
 * good, and yet nothing that people write comes to us. `unknown`: nobody could be asked.
 */
export interface ChannelHealth {
  state: 'ok' | 'expired' | 'unhooked' | 'unknown'
  expiresAt: number | null
  /** What it is called there: the page's name, the number as people dial it; empty where nobody said. */
  name: string
  /** What the channel said; for logs, and for whoever mends it. */
  reason: string
}

/** What came in is not signed by the channel, or is not what it documents. */
export class ChannelFault extends Error {
  readonly code: 'unsigned' | 'malformed'

  constructor(code: ChannelFault['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A way in which people talk to us, of which there is one for each `ChannelType`. `Settings` is what it has to know of a
 * channel that is set up, secrets opened; `Raw` is what comes in by its door.
 */
export interface ChannelKind<Settings, Raw> {
  type: ChannelType
  /** The longest text that one call sends, in UTF-16 units; a longer one goes as several (`pieces.ts`). */
  textLength: number
  /** Reads what came in. @throws {ChannelFault} */
  receive(raw: Raw, settings: Settings): ChannelEvent[]
  /** Sends one part. Never rejects. */
  send(part: OutgoingPart, to: string, settings: Settings, signal: AbortSignal): Promise<SendAnswer>
  /** Fetches what a contact sent. Never rejects; `null` for a channel whose contacts upload their files to us. */
  fetch: ((file: RemoteFile, settings: Settings, signal: AbortSignal) => Promise<FetchAnswer>) | null
  /** Asks how it is. Never rejects. */
  health(settings: Settings, signal: AbortSignal): Promise<ChannelHealth>
}
