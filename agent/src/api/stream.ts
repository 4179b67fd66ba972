import type { Entry, EntryRecord, Notice, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Access } from '@sereno/shared/api/contract.ts'
import { anyone, readers } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import { Fault } from '../services/fault.ts'
import type { House } from '../services/house.ts'
import { isStaff } from '../services/overview/for-staff.ts'
import type { Handler } from './handlers.ts'
import { type Listener, makeListener } from './listener.ts'
import { mayCall } from './scope.ts'
import { frameOf, type Happening, makeStreamLog, type Reader } from './stream-log.ts'
import { mayTalk, tellTalk } from './stream-talk.ts'
import type { TalkRenderers } from './talk-happenings.ts'

/** How each resource looks to a reader: exactly as its GET gives it. */
export interface Renderers {
  /** `null` for a device that is gone. */
  device(id: string, reader: Reader): Promise<Device | null>
  activity(record: EntryRecord, reader: Reader): Promise<Entry>
  incident(record: IncidentRecord, reader: Reader): Promise<Incident>
  notice(record: NoticeRecord, reader: Reader): Promise<Notice>
  discovery(reader: Reader): Promise<Discovery>
  talk: TalkRenderers
}

type EventsHandler = Handler<Api['events.stream']>

const maxStreams = 100
const heartbeatMs = 15_000
const lookMs = 5_000
/** How long a browser waits before it comes back. */
const retryMs = 3_000

/** Who may see which events: the kiosk sees what its overview shows it. */
const accesses: Record<Happening['event'], Access> = {
  device: { scope: 'status:read', roles: anyone, iPads: true },
  incident: { scope: 'activity:read', roles: anyone, iPads: true },
  activity: { scope: 'activity:read', roles: readers },
  notice: { scope: 'activity:read', roles: readers },
  discovery: { scope: 'status:read', roles: readers },
  ticket: { scope: 'admin', roles: readers },
  channel: { scope: 'chat', roles: readers },
}

/** `GET /events`: what happens, to everyone who listens, in their language and in the order in which it happened. */
export function makeEvents(
  { bus, clock, log, presence }: Pick<House, 'bus' | 'clock' | 'log' | 'presence'>,
  renderers: Renderers,
): EventsHandler {
  const history = makeStreamLog()
  const listeners = new Set<Listener>()
  let open = 0
  /** Devices whose change waits for its turn: a further change would show the same. */
  const pending = new Set<string>()
  let order: Promise<void> = Promise.resolve()

  function inTurn(work: () => Promise<void>): void {
    order = order.then(work).catch((fault: unknown) => log.warn({ err: fault }, 'an event could not be told'))
  }

  function tell(happening: Happening, before: () => void = () => undefined): void {
    inTurn(async () => {
      before()
      for (const listener of listeners) await give(listener, happening)
    })
  }

  async function give(listener: Listener, happening: Happening): Promise<void> {
    if (!mayCall(listener.caller, accesses[happening.event])) return
    const frame = await happening
      .frame({ language: listener.language, isStaff: isStaff(listener.caller) })
      .catch((fault: unknown) => {
        log.warn({ err: fault, event: happening.event }, 'an event could not be shown')
        return null
      })
    if (frame !== null) listener.send(frame)
  }

  bus.on('device.changed', (id) => {
    if (pending.has(id)) return
    pending.add(id)
    const happening = history.add('device', (reader) => renderers.device(id, reader))
    tell(happening, () => pending.delete(id))
  })
  bus.on('entry.changed', (record) => tell(history.add('activity', (reader) => renderers.activity(record, reader))))
  bus.on('notice.changed', (record) => tell(history.add('notice', (reader) => renderers.notice(record, reader))))
  bus.on('incident.changed', (record) => tell(history.add('incident', (reader) => renderers.incident(record, reader))))

  bus.on('discovery.changed', () => tell(history.add('discovery', (reader) => renderers.discovery(reader))))
  // Not everyone may see each ticket: who hears of one asks for it, and then learns whether it is theirs to see.
  bus.on('ticket.changed', (number) => tell(history.add('ticket', async () => ({ number }))))

  bus.on('channel.changed', (id) => tell(history.add('channel', async () => ({ id }))))
  const talk = tellTalk({ bus, clock, log: history, listeners, inTurn }, renderers.talk)

  // Out of turn and kept nowhere: it is the last that is heard of us, and only for who listens.
  bus.on('update.goes_on', (since) => {
    for (const listener of listeners) listener.send(`event: update\ndata: ${JSON.stringify({ since })}\n\n`)
  })

  function every(ms: number, work: (listener: Listener) => void): void {
    clock.after(ms, () => {
      for (const listener of listeners) work(listener)
      every(ms, work)
    })
  }
  every(heartbeatMs, (listener) => listener.send(': still here\n\n'))
  every(lookMs, (listener) => listener.look())

  return async ({ caller, language, signal, stream }) => {
    if (open >= maxStreams) throw new Fault('unavailable')
    open += 1
    const disconnect = stream?.disconnect ?? (() => undefined)
    const leave = mayTalk(caller) ? presence.users.enter(caller.userId) : () => undefined
    const listener = makeListener(clock, { caller, language, disconnect }, (ended) => {
      open -= 1
      leave()
      listeners.delete(ended)
    })
    signal.addEventListener('abort', () => listener.end(), { once: true })
    listener.send(`retry: ${retryMs}\n\n`)
    // In its turn: what is being told now comes before, what happens from now on comes after.
    const lastId = stream?.lastEventId ?? null
    const missed = history.after(lastId)
    if (mayTalk(caller) && history.missesTalk(lastId)) listener.send(frameOf(null, 'talk', { missed: true }))
    const giveTalk = talk(listener)
    inTurn(async () => {
      for (const happening of missed)
        await ('conversationId' in happening ? giveTalk(happening) : give(listener, happening))
      if (!signal.aborted) listeners.add(listener)
    })
    return new Response(listener.body, {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    })
  }
}
