import type { ChannelType } from '@sereno/shared/channels.ts'
import type { MessageFault } from '@sereno/shared/conversations.ts'

/** A file that a contact sent, to be fetched from whoever keeps it. */
export interface RemoteFile {
  /** Meta's id of it, or its address. */
  ref: string
  name: string
}

/** What a channel tells of what came in; each text is as it came, and bounded. */
export type ChannelEvent =
  | {
      type: 'message'
      /** By what the channel knows the contact. */
      contactKey: string
      contactName: string
      /** The channel's own id of it: the same message may come twice. */
      externalId: string
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
    }

/** A piece of a message as one call sends it: a text within the channel's bounds, a file, or the template. */
export type OutgoingPart =
  | { type: 'text'; text: string }
  | { type: 'file'; name: string; mediaType: string; bytes: Uint8Array }
  | { type: 'template' }

/** What became of a call. `later`: trying again helps, after `waitMs` at the earliest where the channel says so. */
export type SendAnswer =
  | { end: 'taken'; externalId: string | null }
  | { end: 'later'; reason: string; waitMs: number | null }
  | { end: 'refused'; fault: MessageFault; reason: string }

/** `expired`: its credentials are refused, or run out at `expiresAt` (ms since 1970). `unknown`: nobody could be asked. */
export interface ChannelHealth {
  state: 'ok' | 'expired' | 'unknown'
  expiresAt: number | null
  /** What the channel said; for logs. */
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
 * A way in which people talk to us. `Settings` is what it has to know of one that is set up, secrets opened; `Raw` what
 * comes in by its door.
 */
export interface ChannelKind<Settings, Raw> {
  type: ChannelType
  /** Reads what came in. @throws {ChannelFault} */
  receive(raw: Raw, settings: Settings): ChannelEvent[]
  /** Never rejects, but for an abort. */
  send(part: OutgoingPart, to: string, settings: Settings, signal: AbortSignal): Promise<SendAnswer>
  health(settings: Settings, signal: AbortSignal): Promise<ChannelHealth>
}
