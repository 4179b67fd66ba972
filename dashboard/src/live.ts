import type { Entry, Notice } from '@sereno/shared/activity.ts'
import type { Conversation, TalkMessage } from '@sereno/shared/conversation.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import { call } from './api.ts'
import { credential, hasCredential } from './bearer.ts'
import { askForLife, goesForUpdate, heard, onReturn } from './contact.svelte.ts'
import { type EventSource, type FromTab, openEvents, type Told } from './event-source.ts'
import { currentLanguage } from './words.ts'

interface Happenings {
  device: Device
  activity: Entry
  incident: Incident
  notice: Notice
  discovery: Discovery
  /** Something about it changed. */
  ticket: { number: number }
  /** Of a conversation that I can read: new, or changed. */
  message: { conversationId: string; message: TalkMessage }
  /** As it is now, or that I cannot read it any more. */
  conversation: Conversation | { id: string; gone: true }
  /** How many conversations there are has changed; `missed`: more was said in them than is told. */
  talk: { missed?: true }
  /** Somebody is writing in a conversation that I can read. */
  typing: { conversationId: string; who: string }
  /** Whether the page of a visitor is open. */
  visitor: { conversationId: string; online: boolean }
  /** Something about it changed. */
  channel: { id: string }
  /** Events may have been missed: fetch again what is shown. */
  gap: null
}
type Name = keyof Happenings
type Listener<N extends Name> = (what: Happenings[N]) => void

const listeners: { [N in Name]: Set<Listener<N>> } = {
  device: new Set(),
  activity: new Set(),
  incident: new Set(),
  notice: new Set(),
  discovery: new Set(),
  ticket: new Set(),
  message: new Set(),
  conversation: new Set(),
  talk: new Set(),
  typing: new Set(),
  visitor: new Set(),
  channel: new Set(),
  gap: new Set(),
}

export function on<N extends Name>(name: N, listener: Listener<N>): () => void {
  listeners[name].add(listener)
  return () => listeners[name].delete(listener)
}

const tell = <N extends Name>(name: N, what: Happenings[N]) => {
  for (const listener of listeners[name]) listener(what)
}

const isName = (text: string): text is Exclude<Name, 'gap'> => text !== 'gap' && Object.hasOwn(listeners, text)

function take(told: Told): void {
  if (told.kind === 'heard') heard()
  else if (told.kind === 'gap') tell('gap', null)
  else if (told.kind === 'broken') void askForLife()
  // This question takes the person to the login if the session has ended.
  else if (told.kind === 'refused') void call('GET /api/v1/session')
  else if (told.event === 'update') goesForUpdate(JSON.parse(told.data).since)
  else if (isName(told.event)) tell(told.event, JSON.parse(told.data))
}

/** A browser without shared workers has a stream in each tab: one that nobody sees gives its connection back. */
const HIDDEN_MS = 5000
function listenAlone(): void {
  let stream: EventSource | null = null
  let hiding: ReturnType<typeof setTimeout> | undefined
  let before = false
  const open = () => {
    // What happened while nobody looked is missed.
    if (before && stream === null) tell('gap', null)
    before = true
    stream ??= openEvents(currentLanguage(), take, credential())
  }
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding)
    if (document.visibilityState === 'visible') return open()
    hiding = setTimeout(() => {
      stream?.close()
      stream = null
    }, HIDDEN_MS)
  })
  if (document.visibilityState === 'visible') open()
}

/** How long the shared worker may take to say that it is there. */
const WORKER_MS = 5000
function listenTogether(): void {
  const name = `sereno-${currentLanguage()}`
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), { type: 'module', name })
  let alone = false
  const giveUp = () => {
    if (alone) return
    alone = true
    worker.port.close()
    listenAlone()
  }
  const silent = setTimeout(giveUp, WORKER_MS)
  worker.addEventListener('error', giveUp)
  worker.port.onmessage = ({ data }: MessageEvent<Told>) => {
    clearTimeout(silent)
    if (!alone) take(data)
  }
  const say = (word: FromTab) => worker.port.postMessage(word)
  say('here')
  addEventListener('pagehide', () => say('bye'))
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    say('here')
    tell('gap', null)
  })
}

/** Starts to hear what happens, for as long as the page is open. */
export function startLive(): void {
  onReturn(() => tell('gap', null))
  // What an iPad may see by its token is not for the other tabs.
  if ('SharedWorker' in window && !hasCredential()) listenTogether()
  else listenAlone()
}
