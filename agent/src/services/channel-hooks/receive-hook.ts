import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { type ChannelEvent, ChannelFault } from '../../channels/channel.ts'
import type { OutsideChannel } from '../../channels/index.ts'
import { Fault } from '../fault.ts'
import { gather } from '../gather.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { callable, hookChannel } from './open-hook.ts'
import { takeMessage } from './take-message.ts'

interface Posted {
  parts: AsyncIterable<Uint8Array>
  bytes: number
  /** `X-Hub-Signature-256`; empty where there is none. */
  signature: string
}

const mostBytes = 1024 * 1024
/** So many are read at once: each stands in memory until it is known whether it is Meta's. */
const mostAtOnce = 8
/** A call waits for the names of those who wrote no longer than this: Meta waits for its answer. */
const namesMs = 3000

/** Takes the calls of Meta's in. */
export function hookReceiver(house: House, forgeries: Pace) {
  let reading = 0
  /** Of each channel one call after the other, in the order in which they came. */
  const turns = new Map<string, Promise<void>>()

  /**
   * Resolves once all of a call is on the disk: Meta sends again what was not answered, for hours, and what it sends twice
   * is kept once. Where there is no room, or the disk takes no writes, it is refused so that it comes again.
   * @throws {Fault} `not_found`, `file_too_large`, `not_allowed`, `too_often`, `unavailable`
   */
  return async (id: string, posted: Posted): Promise<void> => {
    const channel = hookChannel(house, id)
    const outside = channel.active ? callable(house, channel) : null
    if (outside === null) throw new Fault('not_found')
    const events = await read(outside, id, posted)
    house.channels.heard(id, events)
    const turn = (turns.get(id) ?? Promise.resolve()).then(() => take(channel, outside, inOrder(events)))
    const quiet = turn.catch(() => {})
    turns.set(id, quiet)
    void quiet.then(() => turns.get(id) === quiet && turns.delete(id))
    await turn
  }

  async function read(outside: OutsideChannel, id: string, { parts, bytes, signature }: Posted) {
    if (bytes > mostBytes) throw new Fault('file_too_large')
    if (reading >= mostAtOnce) throw new Fault('unavailable')
    reading += 1
    try {
      return outside.receive({ body: await gather(parts, mostBytes, 'file_too_large'), signature })
    } catch (fault) {
      if (!(fault instanceof ChannelFault)) throw fault
      return refused(id, fault)
    } finally {
      reading -= 1
    }
  }

  function refused(id: string, { code, message }: ChannelFault): ChannelEvent[] {
    if (code === 'unsigned') {
      forgeries.keep(id)
      house.log.warn({ channel: id }, 'a call that is not signed by Meta was refused')
      throw new Fault('not_allowed')
    }
    // Meta signed it, and sending it again would make it no better.
    house.log.warn({ channel: id, fault: message }, 'a call of Meta makes no sense, and is let be')
    return []
  }

  async function take(channel: Messenger | WhatsApp, outside: OutsideChannel, events: ChannelEvent[]): Promise<void> {
    let isFull = false
    const call = { isClockTrusted: await house.watch.clockTrusted(), names: AbortSignal.timeout(namesMs) }
    for (const event of events) {
      if (event.type === 'receipt') await house.channels.receipt(channel.id, event)
      else if ((await takeMessage(house, channel, outside, event, call)) === 'full') isFull = true
    }
    if (!isFull) return
    house.log.error({ channel: channel.id }, 'the inbox is full: Meta was told to come again')
    throw new Fault('unavailable')
  }
}

/** What was written, as it was written: after an outage one call may hold much of it. What became of ours has its ids. */
function inOrder(events: readonly ChannelEvent[]): ChannelEvent[] {
  const timeOf = (event: ChannelEvent) => (event.type === 'message' && event.sentAt) || 0
  return events.toSorted((one, other) => timeOf(one) - timeOf(other))
}
