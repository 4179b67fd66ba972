// What a page needs of the conversations, without the schemas.

/** Where a conversation stands for someone: new and shared, picked by me, or over and picked by me. */
export const trays = ['inbox', 'mine', 'closed'] as const
export type Tray = (typeof trays)[number]

/** Who a message is from. `note`: an operator's, for operators alone. `event`: what happened, without a text. */
export const messageKinds = ['in', 'out', 'note', 'event'] as const
export type MessageKind = (typeof messageKinds)[number]

/** How a message of ours is on its way, in that order; `failed` for one that was given up. Live chat: `sent` once it is kept here. */
export const messageStates = ['waiting', 'sent', 'delivered', 'seen', 'failed'] as const
export type MessageState = (typeof messageStates)[number]

/**
 * What can happen in a conversation beside what is written. `states`: the contact sent along how devices are; `rested`: it is
 * over since nobody picked it for long.
 */
export const talkEvents = [
  'opened',
  'picked',
  'returned',
  'transferred',
  'closed',
  'rested',
  'reopened',
  'ticket',
  'states',
] as const
export type TalkEventType = (typeof talkEvents)[number]

/** Why one came back to the inbox. */
export const returnReasons = ['operator', 'disabled', 'contact'] as const
export type ReturnReason = (typeof returnReasons)[number]

/** Why a message of ours was given up. */
export const messageFaults = [
  'expired',
  'window',
  'template',
  'token',
  'blocked',
  'refused',
  'channel_gone',
  'file',
] as const
export type MessageFault = (typeof messageFaults)[number]

/** Bounds of what is written here: the card is small, and all of it goes into each backup. */
export const conversationBounds = {
  textLength: 4000,
  draftLength: 4000,
  noteLength: 500,
  files: 5,
  fileBytes: 10 * 1024 * 1024,
  /** Of all files of all conversations, of those that strangers sent, and of those of strangers of one network. */
  allFileBytes: 200 * 1024 * 1024,
  strangerFileBytes: 60 * 1024 * 1024,
  networkFileBytes: 20 * 1024 * 1024,
  /** The oldest of a conversation give way to new ones. */
  messages: 5000,
  /** Of all texts of all conversations, and where strangers add no more to them. */
  allTextBytes: 100 * 1024 * 1024,
  strangerTextBytes: 80 * 1024 * 1024,
  /** What strangers of one network may write in a day. */
  networkTextBytes: 2 * 1024 * 1024,
  /** That are not over: of all channels, of strangers on live chats, and of strangers of one network. */
  open: 2000,
  strangersOpen: 1500,
  networkOpen: 100,
  /** So many times as much is for all who come through a proxy that does not tell them apart. */
  sharedTimes: 10,
  /** What contacts send pushes out only what has been over for as long; and what nobody picks for as long is over. */
  restDays: 30,
  templates: 50,
  templateLength: 2000,
  /** Devices whose states a contact sends along. */
  states: 50,
} as const

/** So long the contact waits before operators are mailed, and before those are called who can be. */
export const answerPatienceMs = 5 * 60_000
export const pickPatienceMs = 3 * 60_000
