import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { type ChannelEvent, ChannelFault } from '../../channels/channel.ts'
import type { OutsideChannel } from '../../channels/index.ts'
import { Fault } from '../fault.ts'
import { inTime } from '../files/in-time.ts'
import { gather } from '../gather.ts'
import type { House } from '../house.ts'
import { networkOf } from '../network-of.ts'
import type { Pace } from '../pace.ts'
import { Slots } from '../slots.ts'
import { isShared, type Whence } from '../whence.ts'
import { callable, hookChannel } from './open-hook.ts'
import { takeMessage } from './take-message.ts'

interface Posted {
  parts: AsyncIterable<Uint8Array>
  bytes: number
  /** `X-Hub-Signature-256`; empty where there is none. */
  signature: string
  whence: Whence
}

const mostBytes = 1024 * 1024
/** So many are read at once, and of each address: each stands in memory until it is known whether it is Meta's. */
const [mostAtOnce, mostEach] = [16, 4]
/** Meta's servers are not on a bad line. */
const mostMs = 10_000
const signed = /^sha256=[0-9a-f]{64}$/u
/** A call waits for the names of those who wrote no longer than this: Meta waits for its answer. */
const namesMs = 3000

/** Takes the calls of Meta's in. */
export function hookReceiver(house: House, forgeries: Pace) {
  const reading = new Slots(mostAtOnce, mostEach)
  /** Of each channel one call after the other, in the order in which they came. */
  const turns = new Map<string, Promise<void>>()

  /**
   * Resolves once all of a call is on the disk: Meta sends again what was not answered, for hours, and what it sends twice
   * is kept once. Where there is no room, or the disk takes no writes, it is refused so that it comes again.
   * @throws {Fault} `not_found`, `file_too_large`, `not_allowed`, `too_often`, `too_slow`, `unavailable`
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

  async function read(outside: OutsideChannel, id: string, { parts, bytes, signature, whence }: Posted) {
    if (bytes > mostBytes) throw new Fault('file_too_large')
    if (!signed.test(signature))
      return refused(id, new ChannelFault('unsigned', 'the signature is missing or makes no sense'))
    const leave = reading.enter(networkOf(whence.address), isShared(whence) ? mostAtOnce : 1)
    if (leave === null) throw new Fault('unavailable')
    try {
      const body = await gather(inTime(house.clock, parts, mostMs), mostBytes, 'file_too_large')
      return outside.receive({ body, signature })
    } catch (fault) {
      if (!(fault instanceof ChannelFault)) throw fault
      return refused(id, fault)
    } finally {
      leave()
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
