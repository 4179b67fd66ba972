import type { Entry, EntryRecord, Notice, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Access } from '@sereno/shared/api/contract.ts'
import { anyone, readers } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Incident, IncidentRecord } from '@sereno/shared/incident.ts'
import { Fault } from '../services/fault.ts'
import type { House } from '../services/house.ts'
import type { Handler } from './handlers.ts'
import { type Listener, makeListener } from './listener.ts'
import { mayCall } from './scope.ts'
import { type Happening, makeStreamLog, type StreamEvent } from './stream-log.ts'

/** How each resource looks in a language: exactly as its GET gives it. */
export interface Renderers {
  /** `null` for a device that is gone. */
  device(id: string, language: Language): Promise<Device | null>
  activity(record: EntryRecord, language: Language): Promise<Entry>
  incident(record: IncidentRecord, language: Language): Promise<Incident>
  notice(record: NoticeRecord, language: Language): Promise<Notice>
}

export interface Streams {
  handler: Handler<Api['events.stream']>
  /** Ends every stream and stops listening to the bus. */
  close(): void
}

const maxStreams = 100
const heartbeatMs = 15_000
const lookMs = 5_000
/** How long a browser waits before it comes back. */
const retryMs = 3_000

/** Who may see which events: the kiosk sees what its overview shows it. */
const accesses: Record<StreamEvent, Access> = {
  device: { scope: 'status:read', roles: anyone },
  incident: { scope: 'activity:read', roles: anyone },
  activity: { scope: 'activity:read', roles: readers },
  notice: { scope: 'activity:read', roles: readers },
}

/** `GET /events`: what happens, to everyone who listens, in their language and in the order in which it happened. */
export function makeStreams({ bus, clock, log }: Pick<House, 'bus' | 'clock' | 'log'>, renderers: Renderers): Streams {
  const history = makeStreamLog()
  const listeners = new Set<Listener>()
  let open = 0
  /** Devices whose change waits for its turn: a further change would show the same. */
  const pending = new Set<string>()
  let order: Promise<void> = Promise.resolve()

  function tell(happening: Happening, before: () => void = () => undefined): void {
    order = order.then(async () => {
      before()
      for (const listener of listeners) await give(listener, happening)
    })
  }

  async function give(listener: Listener, happening: Happening): Promise<void> {
    if (!mayCall(listener.caller, accesses[happening.event])) return
    const frame = await happening.frame(listener.language).catch((fault: unknown) => {
      log.warn({ err: fault, event: happening.event }, 'an event could not be shown')
      return null
    })
    if (frame !== null) listener.send(frame)
  }

  const onDevice = (id: string) => {
    if (pending.has(id)) return
    pending.add(id)
    const happening = history.add('device', (language) => renderers.device(id, language))
    tell(happening, () => pending.delete(id))
  }
  const onEntry = (record: EntryRecord) => tell(history.add('activity', (in_) => renderers.activity(record, in_)))
  const onNotice = (record: NoticeRecord) => tell(history.add('notice', (in_) => renderers.notice(record, in_)))
  const onIncident = (record: IncidentRecord) => tell(history.add('incident', (in_) => renderers.incident(record, in_)))
  bus.on('device.changed', onDevice)
  bus.on('entry.changed', onEntry)
  bus.on('notice.changed', onNotice)
  bus.on('incident.changed', onIncident)

  const stopBeating = every(heartbeatMs, () => {
    for (const listener of listeners) listener.send(': still here\n\n')
  })
  const stopLooking = every(lookMs, () => {
    for (const listener of listeners) listener.look()
  })

  function every(ms: number, work: () => void): () => void {
    const again = () => {
      work()
      cancel = clock.after(ms, again)
    }
    let cancel = clock.after(ms, again)
    return () => cancel()
  }

  return {
    async handler({ caller, language, signal, stream }) {
      if (open >= maxStreams) throw new Fault('unavailable')
      open += 1
      const disconnect = stream?.disconnect ?? (() => undefined)
      const listener = makeListener(clock, { caller, language, disconnect }, (ended) => {
        open -= 1
        listeners.delete(ended)
      })
      signal.addEventListener('abort', () => listener.end(), { once: true })
      listener.send(`retry: ${retryMs}\n\n`)
      // In its turn: what is being told now comes before, what happens from now on comes after.
      const missed = history.after(stream?.lastEventId ?? null)
      order = order.then(async () => {
        for (const happening of missed) await give(listener, happening)
        if (!signal.aborted) listeners.add(listener)
      })
      return new Response(listener.body, {
        headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
      })
    },
    close() {
      bus.off('device.changed', onDevice)
      bus.off('entry.changed', onEntry)
      bus.off('notice.changed', onNotice)
      bus.off('incident.changed', onIncident)
      stopBeating()
      stopLooking()
      for (const listener of listeners) listener.end()
    },
  }
}
