import type { ChatSettings, ChatThread, VisitorMessage } from '@sereno/shared/api/chat.ts'
import type { TalkFile } from '@sereno/shared/conversation.ts'
import { type Asking, asker, type Said } from './ask.ts'
import { hear } from './hear.ts'
import { makeKept, randomLetters } from './kept.ts'
import { keptTalk, type Thread, type Waiting } from './kept-talk.ts'
import { makeLead } from './lead.ts'
import { makePause } from './pause.ts'
import { makePost } from './post.ts'
import type { TalkOptions } from './talk-options.ts'

const soonMs = 3000
const laterMs = 15_000
const typingMs = 6000
const freshMs = 5 * 60_000

export type Talk = ReturnType<typeof makeTalk>

/** A visitor's talk with the agent: what is written is kept, sent in its order and once, and what comes is kept, too. */
export function makeTalk(options: TalkOptions, onChange: () => void) {
  const { base, channel, identity } = options
  // Whoever signs in at this browser next does not find what the one before wrote.
  const kept = makeKept([base, channel, ...(identity ? [encodeURIComponent(identity.id)] : [])].join(':'))
  const store = keptTalk(kept)
  const lead = makeLead(kept)
  const agent = asker(base)
  const state = { gone: false, online: true, slow: false, typing: false }
  let thread = store.thread()
  let isStopped = false
  let settingsAt = 0
  let stream = new AbortController()
  let typingEnds: ReturnType<typeof setTimeout> | undefined
  let typedAt = 0

  const { sleep, wake } = makePause()
  const bearer = (): Record<string, string> => {
    const token = options.bearer?.() ?? null
    return token === null ? {} : { authorization: `Bearer ${token}` }
  }
  const visitor = () => {
    const { token } = store.me()
    return { authorization: `Visitor ${token}`, ...(options.bearer?.() && { ...bearer(), 'sereno-visitor': token }) }
  }
  const mine = (path: string) => `/${store.me().id}${path}`

  async function ask(method: string, path: string, asking: Asking = {}): Promise<Said> {
    const said = await agent(method, path, asking)
    const isOnline = said.status !== 0
    if (isOnline !== state.online) {
      state.online = isOnline
      onChange()
      if (isOnline) onReturn()
    }
    return said
  }

  /** Nobody answers here any more, or not on this site. */
  function leave(): void {
    state.gone = true
    stream.abort()
    onChange()
  }

  /** What this browser remembers is not there any more: what is written next begins anew. */
  function forget(): void {
    store.change({ id: null, seen: 0, toldSeen: 0, toldHere: 0 })
    for (const one of store.waiting()) {
      if (one.states || one.text === '') store.drop(one)
      else store.put({ ...one, files: [] })
    }
    show({ items: [], hasEarlier: false, picked: false, closed: false })
  }

  /** Who uses this browser now, as the agent knows them: what another wrote before is not theirs to see. */
  function mustBe(who: string | null): void {
    const before = store.me().who
    if (before !== undefined && before !== who) {
      for (const one of store.waiting()) store.drop(one)
      store.change({ token: '', name: '' })
      forget()
      stream.abort()
    }
    store.change({ who })
  }

  function show(changed: Thread): void {
    thread = changed
    store.keepThread(thread)
    onChange()
  }

  async function loadSettings(): Promise<void> {
    settingsAt = Date.now()
    const said = await ask('GET', `/settings?channel=${encodeURIComponent(channel)}`, { who: bearer() })
    if (said.status === 200) {
      const settings = said.value as ChatSettings
      mustBe(settings.known?.id ?? null)
      store.keepSettings(settings)
      state.gone = false
      onChange()
    } else if ([403, 404, 410, 422].includes(said.status)) leave()
    else settingsAt = 0
  }

  function merge(message: VisitorMessage): void {
    const others = thread.items.filter(({ id }) => id !== message.id)
    const items = [...others, message].sort((one, other) => one.sequence - other.sequence)
    if (message.from === 'house') state.typing = false
    show({ ...thread, items })
    tellHere()
  }

  async function sync(): Promise<void> {
    if (store.me().id === null) return
    const said = await ask('GET', mine('/messages'), { who: visitor() })
    if (said.status === 404) return forget()
    if (said.status === 410) return leave()
    if (said.status !== 200) return
    const { items, hasMore, picked, closed } = said.value as ChatThread
    const first = items[0]?.sequence ?? 0
    const goesOn = thread.items.some(({ sequence }) => sequence >= first)
    const before = goesOn ? thread.items.filter(({ sequence }) => sequence < first) : []
    show({
      items: [...before, ...items],
      hasEarlier: before.length > 0 ? thread.hasEarlier : hasMore,
      picked,
      closed,
    })
    tellHere()
    tellSeen()
  }

  const lastOfHouse = () => thread.items.findLast(({ from }) => from === 'house')?.sequence ?? 0

  function tellHere(): void {
    const sequence = lastOfHouse()
    const { toldHere, toldSeen, id } = store.me()
    if (id === null || sequence <= Math.max(toldHere, toldSeen) || !lead.mine()) return
    store.change({ toldHere: sequence })
    void ask('POST', mine('/seen'), { body: { sequence, delivered: true }, who: visitor() })
  }

  function tellSeen(): void {
    const { seen, toldSeen, id } = store.me()
    if (id === null || seen <= toldSeen) return
    store.change({ toldSeen: seen })
    void ask('POST', mine('/seen'), { body: { sequence: seen }, who: visitor() }).then(({ status }) => {
      // The next time that something comes.
      if (status !== 204) store.change({ toldSeen })
    })
  }

  function isTyping(): void {
    state.typing = true
    clearTimeout(typingEnds)
    typingEnds = setTimeout(() => {
      state.typing = false
      onChange()
    }, typingMs)
    onChange()
  }

  function take(event: string, data: string): void {
    const value = JSON.parse(data)
    if (event === 'message') merge(value)
    if (event === 'thread') show({ ...thread, ...value })
    if (event === 'typing') {
      isTyping()
      kept.set('typing', Date.now())
    }
  }

  /** Listens for as long as this tab leads, and asks now and then where no stream can be had. */
  async function run(): Promise<void> {
    while (!isStopped) {
      if (Date.now() - settingsAt > freshMs) await loadSettings()
      if (state.gone) {
        await sleep(freshMs)
        continue
      }
      let isCrowded = false
      if (store.me().id !== null && lead.mine()) {
        stream = new AbortController()
        post.soon()
        const address = `${base}/api/v1/chat${mine('/events')}`
        const status = await hear(address, visitor(), stream.signal, () => void sync(), take)
        if (isStopped || state.gone) continue
        if (status === 404) forget()
        else if (status === 410) await loadSettings()
        else if (lead.mine()) await sync()
        isCrowded = status === 429
      } else if (store.waiting().length > 0) post.soon()
      await sleep(isCrowded || !state.online ? laterMs : soonMs)
    }
  }

  const post = makePost({
    ...{ options, store, state, ask, merge, forget, leave, onChange, bearer, visitor },
    mayPost: () => !isStopped && !state.gone && lead.mine(),
    onBegun: wake,
  })
  const onReturn = () => {
    // Somebody looks at the page again, where the chat may be back.
    if (state.gone) settingsAt = 0
    wake()
    post.hurry()
  }
  const stopHearing = kept.onChange((key) => {
    if (key === 'thread') thread = store.thread()
    if (key === 'typing') return isTyping()
    if (key === 'lead') {
      if (!lead.mine()) stream.abort()
      return
    }
    onChange()
  })
  addEventListener('online', onReturn)
  document.addEventListener('visibilitychange', onReturn)
  void run()

  return {
    state,
    me: store.me,
    settings: store.settings,
    waiting: store.waiting,
    thread: () => thread,
    unread: () => thread.items.filter(({ from, sequence }) => from === 'house' && sequence > store.me().seen).length,
    /** Since when they wait for an answer, ms; `null` where they do not. */
    waitsSince(): number | null {
      const answered = lastOfHouse()
      const first = thread.items.find(({ from, sequence }) => from === 'me' && sequence > answered)
      return first === undefined ? (store.waiting()[0]?.at ?? null) : Date.parse(first.at)
    },
    /** Keeps what was written, and sends it as soon as it can be. */
    write(text: string, files: TalkFile[], withStates: boolean): void {
      lead.take()
      if (store.me().token === '') store.change({ token: randomLetters(43) })
      store.add({ text, files, states: false })
      if (withStates) store.add({ text: '', files: [], states: true })
      onChange()
      post.soon()
    },
    again(waiting: Waiting): void {
      store.put({ ...waiting, refused: false })
      onChange()
      post.soon()
    },
    drop(waiting: Waiting): void {
      store.drop(waiting)
      onChange()
    },
    name: (name: string) => store.change({ name }),
    typing(): void {
      if (store.me().id === null || Date.now() - typedAt < soonMs) return
      typedAt = Date.now()
      void ask('POST', mine('/typing'), { who: visitor() })
    },
    /** They have it all before their eyes. */
    see(): void {
      const seen = lastOfHouse()
      if (seen > store.me().seen) store.change({ seen })
      tellSeen()
    },
    async earlier(): Promise<void> {
      const before = thread.items[0]?.sequence ?? 0
      const said = await ask('GET', mine(`/messages?before=${before}`), { who: visitor() })
      if (said.status !== 200) return
      const { items, hasMore } = said.value as ChatThread
      show({ ...thread, items: [...items, ...thread.items], hasEarlier: hasMore })
    },
    upload: (file: File) =>
      ask('POST', mine(`/files?name=${encodeURIComponent(file.name.slice(0, 200) || 'file')}`), {
        body: file,
        who: visitor(),
      }),
    /** A file of this conversation; `null` where it did not come. */
    async open(file: TalkFile): Promise<Blob | null> {
      const address = `${base}/api/v1/chat${mine(`/files/${file.id}`)}`
      const response = await fetch(address, { headers: visitor() }).catch(() => null)
      return response?.ok ? response.blob() : null
    },
    async other(): Promise<boolean> {
      return (await ask('POST', mine('/other'), { who: visitor() })).status === 204
    },
    refresh: () => void loadSettings(),
    stop(): void {
      isStopped = true
      stream.abort()
      wake()
      post.stop()
      clearTimeout(typingEnds)
      lead.stop()
      stopHearing()
      removeEventListener('online', onReturn)
      document.removeEventListener('visibilitychange', onReturn)
    },
  }
}
