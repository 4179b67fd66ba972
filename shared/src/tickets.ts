/** `closed` is final; a `solved` one can be reopened. */
export const ticketStates = ['pending', 'solved', 'closed'] as const

export const urgencies = ['low', 'normal', 'high'] as const

/** What more can be asked for. */
export const upgradeWhats = ['plan', 'device', 'printer', 'ipad', 'other'] as const

/** Bounds of what people leave here: the card is small, and all of it goes into each backup. */
export const ticketBounds = {
  pending: 200,
  /** Of the pending ones those that came by a sign-up: whoever is on the network can make them. */
  pendingLeads: 30,
  all: 5000,
  messages: 200,
  attachments: 5,
  attachmentBytes: 5 * 1024 * 1024,
  /** Of all attachments of the venue. */
  allBytes: 50 * 1024 * 1024,
  textLength: 5000,
  diagnosticsLength: 16_000,
} as const
