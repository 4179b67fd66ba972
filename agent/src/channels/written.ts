import { conversationBounds } from '@sereno/shared/conversations.ts'

/** Unseen characters, but for line feeds, tabs and the joiner that makes one picture of several. */
const unseen = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}]|(?!\u200d)\p{Cf}/gu
const looseJoiner =
  /(?<!\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu

/** A text of a contact, made fit to keep and to show: lines stay, what nobody sees goes, and so does what is too long. */
export function writtenText(text: string): string {
  const most = conversationBounds.textLength
  const clean = text
    .slice(0, most * 2)
    .toWellFormed()
    .replace(/\r\n?/gu, '\n')
    .replace(unseen, '')
    .replace(looseJoiner, '')
    .trim()
  return clean.length <= most ? clean : `${clean.slice(0, most - 1).toWellFormed()}…`
}
