import type { VisitorMessage } from '@sereno/shared/api/chat.ts'
import type { TalkFile } from '@sereno/shared/conversation.ts'
import type { Language } from '@sereno/shared/languages.ts'
import type { Waiting } from './kept-talk.ts'
import { momentWords } from './moments.ts'
import { type Drawing, icon, linked, make, sizeOf } from './parts.ts'
import type { Say } from './words.ts'

export interface MessageWays {
  say: Say
  language: Language
  /** How the house is called. */
  house: string
  open(file: TalkFile): void
  again(waiting: Waiting): void
  drop(waiting: Waiting): void
}

const textOf = (text: string) => make('div', { class: 'text', dir: 'auto' }, ...linked(text))

const fileButton = (file: TalkFile, { say, open }: MessageWays) =>
  make(
    'button',
    { type: 'button', class: 'file', 'aria-label': say('widget.save', { name: file.name }), click: () => open(file) },
    icon('file'),
    make('bdi', {}, file.name),
    sizeOf(file.bytes),
  )

const meta = (drawing: Drawing | null, words: string, isBad = false) =>
  make('div', { class: isBad ? 'meta bad' : 'meta' }, drawing && icon(drawing), words)

/** A message that the agent has. `isLast`: only the last of the visitor's says how far it is. */
export function messageItem(message: VisitorMessage, isLast: boolean, ways: MessageWays): HTMLLIElement {
  const { say, language, house } = ways
  const { from, text, files, at, states, state } = message
  const isMine = from === 'me'
  const isSeen = state === 'seen'
  const how = isMine && isLast ? ` · ${say(isSeen ? 'widget.seen' : 'widget.sent')}` : ''
  return make(
    'li',
    { class: isMine ? 'me' : 'us', 'data-message': message.id },
    make('span', { class: 'hush' }, isMine ? say('widget.me') : house),
    text !== '' && textOf(text),
    states && make('div', { class: 'text' }, say('widget.states_sent')),
    ...files.map((file) => fileButton(file, ways)),
    meta(how === '' ? null : 'check', momentWords(Date.parse(at), language) + how),
  )
}

/** One that is still on its way, or that the agent will not have. */
export function waitingItem(waiting: Waiting, ways: MessageWays): HTMLLIElement {
  const { say, again, drop } = ways
  const button = (words: string, click: () => void) => make('button', { type: 'button', class: 'bare', click }, words)
  const { refused, text, states, files } = waiting
  const how = meta(refused ? 'wrong' : 'clock', say(refused ? 'widget.refused' : 'widget.waiting'), refused)
  if (refused) {
    how.append(
      button(say('widget.again'), () => again(waiting)),
      button(say('widget.drop'), () => drop(waiting)),
    )
  }
  return make(
    'li',
    { class: 'me', 'data-waiting': waiting.clientId },
    make('span', { class: 'hush' }, say('widget.me')),
    text !== '' && textOf(text),
    states && make('div', { class: 'text' }, say('widget.states')),
    ...files.map((file) => make('span', { class: 'meta' }, icon('file'), make('bdi', {}, file.name))),
    how,
  )
}

/** What the house says before anybody wrote. */
export const greetingItem = (text: string, house: string): HTMLLIElement =>
  make('li', { class: 'us' }, make('span', { class: 'hush' }, house), textOf(text))
