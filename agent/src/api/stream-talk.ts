import { type Access, operators } from '@sereno/shared/api/contract.ts'
import type { Caller, House } from '../services/house.ts'
import type { Listener } from './listener.ts'
import { mayCall } from './scope.ts'
import { frameOf, type StreamLog, type TalkHappening } from './stream-log.ts'
import { leaving, passing, saying, standing, type TalkRenderers } from './talk-happenings.ts'

const access: Access = { scope: 'chat', roles: operators }
export const mayTalk = (caller: Caller): boolean => mayCall(caller, access)

/** A conversation's standing is told at once, and then at most this often; so is that counts are others now. */
const restMs = 200
const hintMs = 1000
/** Of more conversations than this it is not looked up whose counts they change. */
const mostLookedUp = 50
/** More than this waits to be told: of further messages listeners are only told to ask again. */
const mostWaiting = 1000

interface Telling {
  bus: House['bus']
  clock: House['clock']
  log: StreamLog
  listeners: ReadonlySet<Listener>
  /** Does something in its turn, after all that is told now. */
  inTurn(work: () => Promise<void>): void
}

/** Tells those who answer what happens in conversations: each only what they may read when they are told. */
export function tellTalk(
  { bus, clock, log, listeners, inTurn }: Telling,
  render: TalkRenderers,
): (listener: Listener) => (missed: TalkHappening) => Promise<void> {
  const waiting = new Set<string>()
  /** Conversations that were told of just now, and whether they changed since. */
  const resting = new Map<string, boolean>()
  let isHintResting = false
  /** Conversations that changed since the last hint; `null` among them: what changes everybody's counts. */
  const changed = new Set<string | null>()
  let hasMissed = false

  async function give(happening: TalkHappening, to: readonly Listener[], read = render.read): Promise<void> {
    const able = to.filter(({ caller }) => mayTalk(caller))
    if (able.length === 0) return
    const frame = await happening.prepare()
    // Last: who may read it now may read all that was looked up before.
    const reading = await read(happening.conversationId)
    for (const listener of able) {
      const bytes = frame(reading, listener.caller)
      if (bytes !== null) listener.send(bytes)
    }
  }

  /** `key`: what says the same as one that waits still is not told twice. */
  function tell(key: string, make: () => TalkHappening): void {
    if (waiting.has(key)) return
    waiting.add(key)
    const happening = make()
    inTurn(async () => {
      waiting.delete(key)
      await give(happening, [...listeners])
    })
  }

  function tellConversation(id: string): void {
    if (resting.has(id)) {
      resting.set(id, true)
      return
    }
    resting.set(id, false)
    clock.after(restMs, () => {
      const isChanged = resting.get(id)
      resting.delete(id)
      if (isChanged) tellConversation(id)
    })
    tell(`conversation ${id}`, () => log.addTalk((event) => standing(event, id)))
  }

  function tellHint(id: string | null): void {
    changed.add(id)
    if (isHintResting) return
    isHintResting = true
    clock.after(hintMs, () => {
      isHintResting = false
      const [first] = changed
      if (first !== undefined) tellHint(first)
    })
    const ids = [...changed]
    changed.clear()
    const bytes = frameOf(null, 'talk', hasMissed ? { missed: true } : {})
    hasMissed = false
    inTurn(async () => {
      const concerns = await concernedBy(ids)
      for (const { caller, send } of listeners) if (mayTalk(caller) && concerns(caller)) send(bytes)
    })
  }

  /** How often somebody else's contact writes is not told either: while one is picked, its picker alone hears of it. */
  async function concernedBy(ids: readonly (string | null)[]): Promise<(caller: Caller) => boolean> {
    if (ids.includes(null) || ids.length > mostLookedUp) return () => true
    const readings = await Promise.all(ids.map((id) => (id === null ? null : render.read(id))))
    return (caller) => readings.some((reading) => reading?.conversation.tray !== 'mine' || reading.mayRead(caller))
  }

  bus.on('conversation.changed', (id) => {
    tellConversation(id)
    tellHint(id)
  })
  bus.on('conversation.left', (id, userId) => {
    tell(`left ${id} ${userId}`, () => log.addTalk((event) => leaving(event, id, userId)))
    tellHint(null)
  })
  bus.on('message.changed', (id, messageId) => {
    if (waiting.size < mostWaiting) {
      tell(`message ${messageId}`, () => log.addTalk((event) => saying(event, id, () => render.message(messageId))))
      return
    }
    hasMissed = true
    tellHint(null)
  })
  bus.on('conversation.typing', (id, who) => {
    if (who === 'contact') tell(`typing ${id}`, () => passing('typing', id, () => ({ conversationId: id, who })))
  })
  bus.on('visitor.changed', (id) => {
    const data = () => ({ conversationId: id, online: render.isVisitorHere(id) })
    tell(`visitor ${id}`, () => passing('visitor', id, data))
  })

  /** Tells one who was away. */
  return (listener) => {
    const readings = new Map<string, ReturnType<TalkRenderers['read']>>()
    const read: TalkRenderers['read'] = (id) => {
      const known = readings.get(id) ?? render.read(id)
      readings.set(id, known)
      return known
    }
    return (happening) => give(happening, [listener], read)
  }
}
