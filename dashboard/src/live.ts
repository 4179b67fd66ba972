import type { Entry, Notice } from '@sereno/shared/activity.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import { call } from './api.ts'
import { askForLife, heard, onReturn } from './contact.svelte.ts'
import { eventReader, type StreamEvent } from './event-stream.ts'
import { currentLanguage } from './words.ts'

interface Happenings {
  device: Device
  activity: Entry
  incident: Incident
  notice: Notice
  discovery: Discovery
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
  gap: new Set(),
}
/** Browsers keep six connections to a host for all tabs together: a tab that nobody sees gives its own back. */
const HIDDEN_MS = 5000
const RETRY_MS = 2000
let stream: AbortController | null = null
let lastId: string | null = null
let started = false

export function on<N extends Name>(name: N, listener: Listener<N>): () => void {
  listeners[name].add(listener)
  return () => listeners[name].delete(listener)
}

const tell = <N extends Name>(name: N, what: Happenings[N]) => {
  for (const listener of listeners[name]) listener(what)
}

const isName = (text: string): text is Exclude<Name, 'gap'> => text !== 'gap' && Object.hasOwn(listeners, text)

function take({ event, data, id }: StreamEvent): void {
  if (id !== null) lastId = id
  if (isName(event)) tell(event, JSON.parse(data))
}

async function read(signal: AbortSignal): Promise<void> {
  const headers: Record<string, string> = { accept: 'text/event-stream', 'accept-language': currentLanguage() }
  if (lastId !== null) headers['last-event-id'] = lastId
  const response = await fetch('/api/v1/events', { headers, signal, cache: 'no-store' })
  // The session may have ended: this question takes the person to the login then.
  if (response.status === 401) await call('session.get')
  if (!response.ok || response.body === null) return
  if (started) tell('gap', null)
  started = true
  const feed = eventReader(take)
  const text = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await text.read()
    if (done) return
    heard()
    feed(value)
  }
}

async function listen(): Promise<void> {
  if (stream !== null) return
  const mine = new AbortController()
  stream = mine
  while (!mine.signal.aborted) {
    await read(mine.signal).catch(() => {})
    if (mine.signal.aborted) return
    void askForLife()
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

function hush(): void {
  stream?.abort()
  stream = null
}

/** Opens the event stream, and keeps it open while someone looks at the page. */
export function startLive(): void {
  let hiding: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding)
    if (document.visibilityState === 'hidden') hiding = setTimeout(hush, HIDDEN_MS)
    else void listen()
  })
  onReturn(() => tell('gap', null))
  if (document.visibilityState === 'visible') void listen()
}
