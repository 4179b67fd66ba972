import type { ChannelType } from '@sereno/shared/channels.ts'
import type { Contact, MeasuresDay, TalkEvent } from '@sereno/shared/conversation.ts'
import type { MessageFault, MessageKind, MessageState, ReturnReason, Tray } from '@sereno/shared/conversations.ts'
import type { Page } from '@sereno/shared/field.ts'
import type { AttachmentType } from '@sereno/shared/ticket.ts'
import type { PageRequest } from './page-request.ts'

/** Times in this file are ms since 1970. */

/** Begins the key of whoever tries a channel: theirs is shown in the inbox, and neither told of nor measured. */
export const testKeys = 'test:'

export interface ConversationRecord {
  id: string
  channelId: string
  channelType: ChannelType
  /** As it was called then: the channel may be gone. */
  channelName: string
  /** By what the channel knows them: an id of Meta's, or the hash of a visitor's token. */
  contactKey: string
  contact: Contact
  /** `null`: nobody's, so it is in the inbox unless it is over. */
  pickerId: string | null
  /** As they were called then. */
  picker: string
  pickedAt: number | null
  closedAt: number | null
  createdAt: number
  lastAt: number
  /** When the oldest message of theirs reached us that has no answer. */
  waitingSince: number | null
  /** Since when it is in the inbox, or was last. */
  inboxSince: number
  /** When they last wrote, as their channel counts it. */
  lastInAt: number | null
  /** Messages of theirs that the picker has not seen; in the inbox, all without an answer. */
  unread: number
  preview: string
}

export interface TalkFileRecord {
  id: string
  conversationId: string
  name: string
  type: AttachmentType
  bytes: number
  at: number
}

export interface TalkMessageRecord {
  id: string
  sequence: number
  conversationId: string
  kind: MessageKind
  /** `null`: the contact, or somebody who is gone. */
  userId: string | null
  /** As they were called then. */
  author: string
  at: number
  text: string
  files: TalkFileRecord[]
  /** Of `out`; of `in` `sent`, or `seen` once an operator read it; `null` for the rest. */
  state: MessageState | null
  fault: MessageFault | null
  event: TalkEvent | null
  clientId: string | null
  /** Meta's own id of it. */
  externalId: string | null
  isTemplate: boolean
}

/** A visitor of a live chat whom neither the house nor a site vouches for. */
export interface Stranger {
  /** The part of the internet that they come from: each has its share of what is bounded. */
  network: string
  /** Whether it stands for all who come through a proxy that does not tell them apart. */
  isShared: boolean
}

/** Who sends: one of the house; a contact who is known, or whom Meta knows; or a stranger. */
export type Sender = 'house' | 'contact' | Stranger

/** What a contact wrote, on its way in. */
export interface Incoming {
  /** Who wrote it on a live chat, where nobody vouches for them. */
  stranger?: Stranger | null
  /** For the conversation, should it be a new one. */
  conversationId: string
  channelId: string
  channelType: ChannelType
  channelName: string
  contactKey: string
  /** What is known of them; takes the place of what was known. */
  contact: Contact
  message: {
    id: string
    /** When it reached us. */
    at: number
    /** When they wrote it, where the channel tells: its patience counts from then. */
    sentAt?: number
    text: string
    fileIds: readonly string[]
    /** What makes it the same message when it comes twice: within its conversation … */
    clientId: string | null
    /** … or within its channel. */
    externalId: string | null
    event: TalkEvent | null
  }
}

/** What became of it. `isNew`: not kept before. `isOpened`: it is in the inbox now and was not before. */
export interface Received {
  conversationId: string
  message: TalkMessageRecord
  isNew: boolean
  isOpened: boolean
}

/** What an operator writes. */
export interface Outgoing {
  id: string
  kind: 'out' | 'note'
  userId: string
  author: string
  at: number
  text: string
  fileIds: readonly string[]
  clientId: string
  isTemplate: boolean
  /** `sent`: live chat, which has it as soon as it is kept. `waiting`: a worker sends it. */
  state: MessageState | null
  /** When a waiting one is given up. */
  expiresAt: number
}

/** Why something was not done: not theirs or not there, over, or no room. */
export type TalkRefusal = 'not_found' | 'closed' | 'full'

export type Picked = { picked: true } | { by: string; at: number } | 'not_found' | 'closed'

/** The first message of a conversation that is to be sent. */
export interface TalkHead {
  conversation: Pick<ConversationRecord, 'id' | 'channelId' | 'channelType' | 'contactKey' | 'lastInAt' | 'pickerId'>
  message: TalkMessageRecord
  /** Parts that Meta has taken already: a text that is too long, or several files, go as several. */
  partsDone: number
  tries: number
  nextAt: number
  expiresAt: number
}

/** What became of a try. `part`: one part more is taken, the rest follows at once. */
export type TalkOutcome =
  | { end: 'part'; externalId: string | null }
  /** `at`: when its last call began, so before the contact can have read it. */
  | { end: 'sent'; externalId: string | null; at: number }
  | { end: 'later'; nextAt: number }
  | { end: 'failed'; fault: MessageFault }

export interface TalkFilter {
  tray: Tray
  /** Whose trays. */
  userId: string
  search: string
  order: 'newest' | 'oldest' | 'unanswered'
}

export interface TalkCounts {
  inbox: number
  mine: number
  mineUnread: number
  closed: number
  others: number
  oldestAt: number | null
}

/** A message of a contact without an answer. */
export interface UnansweredMessage {
  id: string
  conversationId: string
  at: number
  author: string
  /** Whether somebody vouches for whoever wrote it. */
  isVerified: boolean
  /** Empty while it is in the inbox. */
  text: string
  pickerId: string | null
  channelName: string
}

/** How conversations that were opened in a span were answered; medians, `null` where there was none. */
export type TalkMeasures = Omit<MeasuresDay, 'day'>

/** Conversations on channels. Whatever changes one is done in one transaction, which looks at who may. */
export interface Talk {
  /**
   * Keeps what a contact wrote, in the conversation that is theirs; a message that was kept already changes nothing.
   * Files that are not whole, another conversation's or named before are left out.
   */
  receive(incoming: Incoming): Promise<Received | 'full'>
  /**
   * Writes as an operator: only who has picked it. The same `clientId` gives the message that is kept, also where they
   * have it no more. `not_found` also for a file that cannot be named.
   */
  write(conversationId: string, message: Outgoing): Promise<TalkMessageRecord | TalkRefusal>
  pick(conversationId: string, userId: string, name: string, at: number): Promise<Picked>
  /** Back to the inbox. `userId`: only where they have picked it; `null`: whoever has. */
  giveBack(conversationId: string, userId: string | null, reason: ReturnReason, at: number): Promise<TalkRefusal | null>
  /** All that somebody has picked and that is not over; their ids. */
  giveBackAll(userId: string, reason: ReturnReason, at: number): Promise<string[]>
  transfer(
    conversationId: string,
    from: { userId: string; name: string },
    to: { userId: string; name: string },
    note: string,
    at: number,
  ): Promise<TalkRefusal | null>
  close(conversationId: string, userId: string, name: string, at: number): Promise<TalkRefusal | null>
  /** Puts a line into it that tells what happened. */
  note(conversationId: string, userId: string, name: string, event: TalkEvent, at: number): Promise<void>
  /** Notes something for operators that nobody wrote, once for each `key`; its id, `null` where it was there already. */
  remark(conversationId: string, key: string, text: string, at: number): Promise<string | null>
  get(id: string): Promise<ConversationRecord | null>
  byContact(channelId: string, contactKey: string): Promise<ConversationRecord | null>
  list(filter: TalkFilter, page: PageRequest): Promise<Page<ConversationRecord>>
  counts(userId: string): Promise<TalkCounts>
  /** In their order; the newest `limit` of those between, or with `next` the oldest. */
  messages(
    conversationId: string,
    between: { after?: number; before?: number; next?: boolean },
    limit: number,
  ): Promise<{ items: TalkMessageRecord[]; hasMore: boolean }>
  message(id: string): Promise<TalkMessageRecord | null>
  /** The picker has read all of it; the ids of messages that were unread. */
  seenByPicker(conversationId: string, userId: string): Promise<string[]>
  /**
   * The contact got or read all of ours up to a sequence that were sent; the ids of what changed. A state never goes back.
   */
  receipt(conversationId: string, state: 'delivered' | 'seen', upTo: number): Promise<string[]>
  /** The same of all that left by a moment: one that was tried again left after what was written later. */
  receiptBy(conversationId: string, state: 'delivered' | 'seen', sentBy: number): Promise<string[]>
  /**
   * The same by Meta's ids of a channel; `fault`: why one failed. One that comes before `settle` wrote the id is kept,
   * and counts then.
   */
  receipts(
    channelId: string,
    state: 'delivered' | 'seen' | 'failed',
    externalIds: readonly string[],
    fault?: MessageFault,
  ): Promise<string[]>
  /** Of each conversation that has something waiting, the first. */
  heads(): Promise<TalkHead[]>
  /** `partsDone`: as the head told when the try began. One that is older than a retry changes nothing. */
  settle(messageId: string, outcome: TalkOutcome, partsDone?: number): Promise<void>
  /** Has one that was given up tried again: only whose it is. One that is not given up stays as it is. */
  retry(messageId: string, userId: string, at: number, expiresAt: number): Promise<TalkMessageRecord | TalkRefusal>
  /** What somebody wrote with a `clientId`, whatever became of the conversation since; the contact where `userId` is `null`. */
  written(conversationId: string, userId: string | null, clientId: string): Promise<TalkMessageRecord | null>
  setDraft(conversationId: string, userId: string, text: string): Promise<void>
  draft(conversationId: string, userId: string): Promise<string>
  /**
   * Makes room for a file, whose parts follow; it is nobody's message until one names it. Where all is full, files of what
   * is over go: for the house's any, for others' those of what has been over for long; a few at most.
   */
  beginFile(file: TalkFileRecord, sender?: Sender): Promise<TalkRefusal | null>
  addFilePart(id: string, part: number, bytes: Uint8Array): Promise<void>
  endFile(id: string): Promise<void>
  dropFile(id: string): Promise<void>
  /** Puts a whole file to a message of the same conversation that a contact wrote; `false` where either is not there. */
  nameFile(id: string, messageId: string): Promise<boolean>
  /** `messageId`: which message names it; `null` before one does. */
  file(id: string): Promise<(TalkFileRecord & { messageId: string | null }) | null>
  filePart(id: string, part: number): Promise<Uint8Array | null>
  /** Messages of contacts without an answer that came from one moment to another, in their order; the newest 10 of each. */
  unanswered(since: number, until: number): Promise<UnansweredMessage[]>
  /**
   * In the inbox, and waiting, since a moment at the latest, and not called about yet, but for those of some channels; at
   * most 50.
   */
  unpicked(before: number, exceptChannels: readonly string[]): Promise<ConversationRecord[]>
  /** It was called about. */
  escalated(ids: readonly string[], at: number): Promise<void>
  /** When each channel last heard from a contact, and last sent something, ms since 1970. */
  channelTimes(): Promise<{ channelId: string; lastInAt: number | null; lastOutAt: number | null }[]>
  /** Of conversations opened since a moment, each on the day of the venue's calendar on which it was opened. */
  measures(since: number, timezone: string): Promise<MeasuresDay[]>
  /** Of all that were opened from one moment to another. */
  measured(since: number, until: number): Promise<TalkMeasures>
  /** How many there are, also those that are over. */
  count(): Promise<number>
  /** Of a contact: by all of a name, an e-mail, a phone or an id of theirs, or by the conversation's own. */
  ofContact(q: string): Promise<ConversationRecord[]>
  /** Files of messages in the conversations that somebody has picked. */
  filesOf(userId: string): Promise<TalkFileRecord[]>
  /** Gives up what waits of a channel that is gone; the ids of those messages. */
  dropChannel(channelId: string): Promise<string[]>
  /** Deletes a contact's conversation with all that is in it. */
  erase(conversationId: string): Promise<void>
}
