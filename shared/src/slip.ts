/** The languages of receipt printers that a slip can be written in. */
export type SlipDialect = 'escpos' | 'star'

/** A piece of paper, from top to bottom. Texts are a person's or the network's: they are cleaned on their way to the bytes. */
export type SlipPart =
  | { text: string; as: 'title' | 'strong' | 'plain' }
  /** A line across the paper. */
  | 'rule'
  /** A QR code with this text in it. */
  | { qr: string }

/** What is to be printed, and where. */
export interface SlipJob {
  dialect: SlipDialect
  address: string
  port: number
  parts: readonly SlipPart[]
}

/**
 * How a slip fared.
 * `taken`: the printer took every byte of it.
 * `unsure`: the connection broke or went quiet when the slip was on its way: nobody knows how much was printed.
 * `kept`: not one byte of it was sent, for the reason in `code`: a socket's own, `OFFLINE` (the printer said that it would
 * not print), `MUTE` (it serves somebody else first) or `NO_TURN` (we were looking at it all the time ourselves).
 */
export type SlipSent = { outcome: 'taken' | 'unsure' } | { outcome: 'kept'; code: string }
