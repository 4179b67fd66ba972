import type { TalkFile } from '@sereno/shared/conversation.ts'
import { pickPatienceMs } from '@sereno/shared/conversations.ts'
import type { Language } from '@sereno/shared/languages.ts'
import { makeComposer } from './composer.ts'
import { greetingItem, type MessageWays, messageItem, waitingItem } from './message.ts'
import { backWords } from './moments.ts'
import { icon, make } from './parts.ts'
import type { Talk } from './talk.ts'
import type { Say } from './words.ts'

interface ViewParts {
  talk: Talk
  say: Say
  language: Language
  /** `null` where it cannot be closed. */
  close: (() => void) | null
  /** Where there is another page that tells whom to call. */
  onCall?: (() => void) | undefined
}

/** The panel of the chat. */
export function makeView({ talk, say, language, close, onCall }: ViewParts) {
  const title = make('div', { class: 'title', dir: 'auto' })
  const status = make('div', { class: 'status' })
  const list = make('ol')
  const earlier = make(
    'button',
    { type: 'button', class: 'bare', click: () => void talk.earlier() },
    say('widget.earlier'),
  )
  const typing = make('div', { class: 'more', role: 'status' })
  const over = make('div', { class: 'more' }, say('widget.over'))
  const other = make('button', { type: 'button', class: 'bare', click: () => void askForOther() }, say('widget.other'))
  const away = make('div', { class: 'note', dir: 'auto' })
  const trouble = make('div', { class: 'note', role: 'status' })
  const call = make('div', { class: 'note', role: 'status' })
  const callInstead = onCall && make('button', { type: 'button', class: 'bare', click: onCall }, say('widget.call'))
  const composer = makeComposer(talk, say)
  const log = make('div', {
    ...{ class: 'log', tabindex: '0', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' },
    'aria-label': say('widget.title'),
  })
  const before = make('div', { class: 'more' }, earlier)
  const after = make('div', { class: 'more' }, over, other, callInstead ?? null)
  log.append(before, list, typing, after)
  const closeButton =
    close && make('button', { type: 'button', class: 'bare', 'aria-label': say('widget.close'), click: close })
  closeButton?.append(icon('close'))
  const panel = make(
    'section',
    { class: 'panel', role: close ? 'dialog' : 'region', 'aria-label': say('widget.title') },
    make('div', { class: 'head' }, make('div', {}, title, status), closeButton),
    log,
    ...[away, trouble, call],
    composer.form,
  )
  const drawn = new Map<string, { looks: string; item: HTMLLIElement }>()

  async function askForOther(): Promise<void> {
    if (await talk.other()) typing.replaceChildren(say('widget.other_done'))
  }

  async function save(file: TalkFile): Promise<void> {
    const blob = await talk.open(file)
    if (blob === null) return
    const link = make('a', { href: URL.createObjectURL(blob), download: file.name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  /** Draws only what is another: what stays is not read out again, and keeps its focus. */
  function drawList(ways: MessageWays): void {
    const { items } = talk.thread()
    const lastMine = items.findLast(({ from }) => from === 'me')?.id
    const kept = new Set(items.map(({ clientId }) => clientId))
    const wanted = [
      {
        key: 'greeting',
        looks: '',
        make: () => greetingItem(talk.settings()?.greeting || say('widget.greeting'), ways.house),
      },
      ...items.map((one) => ({
        key: one.clientId ?? one.id,
        looks: `${one.state} ${one.id === lastMine}`,
        make: () => messageItem(one, one.id === lastMine, ways),
      })),
      ...talk
        .waiting()
        .filter(({ clientId }) => !kept.has(clientId))
        .map((one) => ({ key: one.clientId, looks: `waiting ${one.refused}`, make: () => waitingItem(one, ways) })),
    ]
    const keys = new Set(wanted.map(({ key }) => key))
    for (const [key, { item }] of drawn) {
      if (keys.has(key)) continue
      item.remove()
      drawn.delete(key)
    }
    let before: Element | null = null
    for (const one of wanted) {
      const known = drawn.get(one.key)
      const item = known?.looks === one.looks ? known.item : one.make()
      if (known !== undefined && known.item !== item) known.item.replaceWith(item)
      drawn.set(one.key, { looks: one.looks, item })
      const place: ChildNode | null = before === null ? list.firstChild : before.nextSibling
      if (place !== item) list.insertBefore(item, place)
      before = item
    }
  }

  function drawNotes(): void {
    const settings = talk.settings()
    const isOpen = settings?.open !== false
    const opensAt = settings?.opensAt ?? null
    const back = opensAt === null ? '' : backWords(Date.parse(opensAt), settings?.timezone ?? 'UTC', language, say)
    status.textContent = settings === null ? '' : isOpen ? say('widget.here') : back || say('widget.not_here')
    away.hidden = isOpen
    away.textContent = settings?.awayText || say('widget.away')
    const { online, slow } = talk.state
    trouble.hidden = online && !slow
    trouble.textContent = online ? say('widget.slow') : say('widget.offline')
    const since = talk.waitsSince()
    const isUnanswered = since !== null && !talk.thread().picked && Date.now() - since >= pickPatienceMs
    const phone = isUnanswered ? (settings?.phone ?? '') : ''
    call.hidden = phone === ''
    if (phone !== '' && call.dataset.phone !== phone) {
      call.dataset.phone = phone
      call.replaceChildren(say('widget.unanswered'), ' ', make('a', { href: `tel:${phone}`, dir: 'ltr' }, phone))
    }
  }

  function dotsOf(): HTMLElement {
    const dots = make('span', { class: 'dots', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'))
    return make('span', {}, dots, ' ', say('widget.typing'))
  }

  return {
    panel,
    focus: composer.focus,
    wantStates: composer.wantStates,
    toEnd: () => {
      log.scrollTop = log.scrollHeight
    },
    update(): void {
      const { hasEarlier, picked, closed, items } = talk.thread()
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60
      const count = list.childElementCount
      const house = talk.settings()?.name ?? ''
      title.textContent = house || say('widget.title')
      before.hidden = !hasEarlier
      over.hidden = !closed
      other.hidden = !picked
      after.hidden = !closed && !picked && !callInstead
      const open = (file: TalkFile) => void save(file)
      drawList({ say, language, house, open, again: talk.again, drop: talk.drop })
      if (talk.state.typing) typing.firstElementChild ?? typing.replaceChildren(dotsOf())
      else if (typing.firstElementChild !== null) typing.replaceChildren()
      drawNotes()
      composer.update()
      const isMineNew = list.childElementCount > count && items.at(-1)?.from !== 'house'
      if (isAtEnd || isMineNew) log.scrollTop = log.scrollHeight
    },
  }
}
