import type { VisitorMessage } from '@sereno/shared/api/chat.ts'
import type { Asking, Said } from './ask.ts'
import { randomLetters } from './kept.ts'
import type { KeptTalk, Waiting } from './kept-talk.ts'
import type { TalkOptions } from './talk-options.ts'

interface PostParts {
  options: TalkOptions
  store: KeptTalk
  state: { slow: boolean }
  ask(method: string, path: string, asking?: Asking): Promise<Said>
  bearer(): Record<string, string>
  visitor(): Record<string, string>
  /** Whether this tab is the one that sends. */
  mayPost(): boolean
  merge(message: VisitorMessage): void
  forget(): void
  leave(): void
  onBegun(): void
  onChange(): void
}

const latestMs = 30_000

/** Sends what waits, one after the other and each once, and again until the agent has it or will not have it. */
export function makePost(parts: PostParts) {
  const { options, store, state, ask, onChange } = parts
  let { identity } = options
  let isSending = false
  let tries = 0
  let isAnew = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const later = (ms: number) => {
    clearTimeout(retry)
    retry = setTimeout(() => void pump(), ms)
  }

  async function pump(): Promise<void> {
    if (isSending) return
    isSending = true
    try {
      for (;;) {
        const next = store.waiting().find(({ refused }) => !refused)
        if (next === undefined || !parts.mayPost() || !(await send(next))) return
      }
    } finally {
      isSending = false
    }
  }

  /** `false`: the rest waits, too. */
  async function send(waiting: Waiting): Promise<boolean> {
    const isBegun = store.me().id !== null
    if (!isBegun && (waiting.states || waiting.text === '')) {
      store.drop(waiting)
      return true
    }
    const said = await (isBegun ? goOn(waiting) : begin(waiting))
    const { status } = said
    state.slow = status === 429
    if (status === 201) {
      tries = 0
      taken(waiting, said, isBegun)
      return true
    }
    const goesOn = isBegun && status === 404 ? beginAnew() : refused(waiting, said)
    onChange()
    return goesOn
  }

  /** What began it is sent once more as a message: the agent has it already, and says how it keeps it. */
  function taken(waiting: Waiting, { value }: Said, isBegun: boolean): void {
    if (isBegun) {
      isAnew = false
      store.drop(waiting)
      parts.merge(value as VisitorMessage)
      return
    }
    const { id, visitorToken } = value as { id: string; visitorToken: string }
    store.change({ id, token: visitorToken })
    parts.onBegun()
  }

  /** The conversation is gone: once, what waits begins another. */
  function beginAnew(): boolean {
    if (isAnew) later(latestMs)
    else parts.forget()
    isAnew = !isAnew
    return isAnew
  }

  function refused(waiting: Waiting, { status, waitMs }: Said): boolean {
    if (status === 429) later(waitMs)
    else if (status === 410 || status === 403) parts.leave()
    else if (status === 401 && identity !== undefined) {
      console.warn('Sereno chat: the identity is not signed with the secret of this channel')
      identity = undefined
      return true
    } else if (status >= 400 && status < 500 && status !== 404 && status !== 408) {
      store.put({ ...waiting, refused: true })
      return true
    } else {
      // Somebody else began with this token.
      if (status === 404) store.change({ token: randomLetters(43) })
      tries += 1
      later(Math.min(latestMs, 1000 * 2 ** tries))
    }
    return false
  }

  function begin({ text, clientId }: Waiting): Promise<Said> {
    const { token, name } = store.me()
    const page = location.protocol.startsWith('http') ? `${location.origin}${location.pathname}`.slice(0, 500) : ''
    const channelId = store.settings()?.channelId ?? options.channel
    const about = { name, language: options.language, page, ...(identity && { identity }) }
    const body = { channelId, text, clientId, visitorToken: token, ...about }
    return ask('POST', '', { body, who: parts.bearer() })
  }

  function goOn({ text, clientId, files, states }: Waiting): Promise<Said> {
    const who = parts.visitor()
    const path = `/${store.me().id}${states ? '/states' : '/messages'}`
    const body = states ? { consent: true, clientId } : { text, clientId, files: files.map(({ id }) => id) }
    return ask('POST', path, { body, who })
  }

  return {
    soon: () => void pump(),
    /** There may be a line again: without waiting for the next turn. */
    hurry(): void {
      tries = 0
      later(0)
    },
    stop: () => clearTimeout(retry),
  }
}
