import { dress } from './look.ts'
import { icon, inkOn, make } from './parts.ts'
import { makeTalk } from './talk.ts'
import type { TalkOptions } from './talk-options.ts'
import { makeView } from './view.ts'
import { sayIn } from './words.ts'

export interface WidgetOptions extends TalkOptions {
  /** `corner`: a bubble over the page, which opens it. `page`: it fills where it is put. */
  place: 'corner' | 'page'
  /** By itself it is as the system is. */
  theme?: 'light' | 'dark' | undefined
  /** The bubble is there once somebody has written: until then the page opens it by itself. */
  isShy?: boolean | undefined
  onCall?: (() => void) | undefined
  /** Nobody answers here any more: the channel is off. */
  onGone?: ((wasOpen: boolean) => void) | undefined
}

export interface Widget {
  /** @param withStates to send along how the devices are is what they came for */
  open(withStates?: boolean): void
  close(): void
  remove(): void
}

const defaultColor = '#1d4ed8'
const lookEveryMs = 15_000

/** Shows the chat in a page, apart from what the page's own sheets and scripts say. */
export function showWidget(into: Element, options: WidgetOptions): Widget {
  const host = document.createElement('sereno-chat')
  const root = host.attachShadow({ mode: 'open' })
  const isCorner = options.place === 'corner'
  let isOpen = !isCorner
  let isGone = false
  let view: ReturnType<typeof makeView> | null = null
  let say = sayIn(options.language)
  dress(root)
  host.dataset.place = options.place
  if (options.theme) host.dataset.theme = options.theme

  const count = make('span', { class: 'count', 'aria-hidden': 'true' })
  const bubble = make('button', { type: 'button', class: 'bubble', click: () => open() }, icon('chat'), count)
  const note = make('p', { class: 'note', role: 'status' })
  root.append(bubble, note)
  const talk = makeTalk(options, () => update())
  into.append(host)
  if (isCorner) raise(host)

  /** Once it is known how the channel wants to look, and in which language. */
  function makePanel(): ReturnType<typeof makeView> {
    const language = talk.settings()?.language ?? options.language
    say = sayIn(language)
    host.lang = language
    const made = makeView({ talk, say, language, close: isCorner ? close : null, onCall: options.onCall })
    made.panel.addEventListener('keydown', onKey)
    root.append(made.panel)
    return made
  }

  function update(): void {
    const settings = talk.settings()
    const { gone, online } = talk.state
    if (settings !== null && !gone) view ??= makePanel()
    const color = settings?.color ?? defaultColor
    host.style.setProperty('--c', color)
    host.style.setProperty('--ink', inkOn(color))
    // Before anything is known of it there is nothing to promise.
    host.hidden = isCorner && (gone || view === null)
    note.hidden = isCorner || (view !== null && !gone)
    const words = gone ? 'widget.gone' : online ? 'widget.loading' : 'widget.offline_yet'
    note.textContent = note.hidden ? '' : say(words)
    bubble.hidden = isOpen || gone || (options.isShy === true && talk.me().id === null)
    host.toggleAttribute('data-open', isOpen)
    if (gone && !isGone) options.onGone?.(isOpen)
    isGone = gone
    if (view === null) return
    view.panel.hidden = !isOpen || gone
    view.update()
    if (isOpen && document.visibilityState === 'visible') talk.see()
    const unread = isOpen ? 0 : talk.unread()
    count.hidden = unread === 0
    count.textContent = String(unread)
    bubble.setAttribute('aria-label', unread === 0 ? say('widget.open') : say('widget.open_unread', { n: unread }))
  }

  function open(withStates = false): void {
    isOpen = true
    talk.refresh()
    update()
    if (withStates) view?.wantStates()
    view?.toEnd()
    view?.focus()
  }

  function close(): void {
    isOpen = !isCorner
    update()
    if (isCorner) bubble.focus()
  }

  /** What covers the whole page keeps the focus; beside a page it does not. */
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isCorner) {
      event.stopPropagation()
      close()
    }
    if (event.key !== 'Tab' || view === null || !isCorner || view.panel.offsetWidth < innerWidth) return
    const stops = [...view.panel.querySelectorAll<HTMLElement>('button,input,textarea,a,[tabindex]')].filter(
      (one) => one.offsetWidth > 0 && !one.matches(':disabled'),
    )
    const [first, last] = [stops[0], stops.at(-1)]
    const [from, to] = event.shiftKey ? [first, last] : [last, first]
    if (root.activeElement !== from) return
    event.preventDefault()
    to?.focus()
  }
  const onSight = () => update()
  document.addEventListener('visibilitychange', onSight)
  // What is told of times gets older, and after a while somebody may be called.
  const timer = setInterval(update, lookEveryMs)
  update()

  return {
    open,
    close,
    remove() {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onSight)
      talk.stop()
      host.remove()
    },
  }
}

/** Above all of the page, whatever it turns or cuts off; an older browser has the highest place that a sheet can give. */
function raise(host: HTMLElement): void {
  if (typeof host.showPopover !== 'function') return
  host.popover = 'manual'
  host.showPopover()
}
