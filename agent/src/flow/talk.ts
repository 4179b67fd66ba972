import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { metaWindowMs } from '@sereno/shared/channels.ts'
import type { MessageFault } from '@sereno/shared/conversations.ts'
import type { SendAnswer } from '../channels/channel.ts'
import type { GraphPlace } from '../channels/graph.ts'
import type { OutsideChannel } from '../channels/index.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../store/sealed.ts'
import type { TalkHead, TalkOutcome } from '../store/talk-types.ts'
import type { Book, Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import { isOutside, openOutside } from './channel-calls.ts'
import { makeLanes, type QueueWorker } from './lanes.ts'
import { loadPart, planParts } from './talk-parts.ts'
import { nextSend, sendDueAt } from './talk-schedule.ts'

interface TalkTools {
  store: Pick<Store, 'talk' | 'inMemory'>
  book: Pick<Book, 'read'>
  sealer: Sealer
  place: GraphPlace
  bus: Bus
  clock: Clock
  log: Log
  clockTrusted(): Promise<boolean>
  /** A message is out; `at` is by the channel's clock, where it says; `since` is when the call began, monotonic ms. */
  onTaken(channel: Messenger | WhatsApp, contactKey: string, at: number | null, since: number): void
  /** The channel does not take our credentials any more. */
  onRefused(channelId: string): void
}

/** The worker of what operators write. */
export interface TalkDelivery extends QueueWorker {
  wake(): void
}

/** How long a message of a channel that is switched off waits before it is looked at again. */
const offMs = 60_000

/**
 * Sends what operators write on the channels outside: in each conversation one call after the other, in the order in which
 * it was written, of different conversations several at once. Each part that the channel takes is written down before the
 * next is sent, so that a message that was cut short goes on where it stopped.
 *
 * Meta knows no id of ours by which a message that comes twice would be the same (no idempotency key), so one part may be
 * sent twice, and only one: that whose call was on its way when the line dropped before the answer, or when the process
 * was killed before the answer was on the disk. It is sent again rather than lost: at least once. What is stopped in
 * order waits for its answer first.
 *
 * While our clock is not to be believed nothing is given up by it: Meta knows when its window is over.
 */
export function makeTalkDelivery(tools: TalkTools): TalkDelivery {
  const { store, bus, clock, log } = tools
  const { talk } = store
  const lanes = makeLanes({
    clock,
    log,
    name: 'talk',
    isOff: () => store.inMemory !== null,
    prepare: async () => {},
    heads: () => talk.heads(),
    receiverOf: ({ conversation }) => conversation.id,
    dueAt: ({ nextAt }, now) => sendDueAt(nextAt, now),
    deliver,
  })

  async function deliver(head: TalkHead): Promise<void> {
    const channel = tools.book.read().channels.find(({ id }) => id === head.conversation.channelId)
    if (channel === undefined || !isOutside(channel)) return settle(head, failed('channel_gone'))
    const now = clock.now()
    if (now >= endOf(head) && (await tools.clockTrusted())) {
      return settle(head, failed(now >= windowEnd(head) ? 'window' : 'expired'))
    }
    if (!channel.active) return settle(head, { end: 'later', nextAt: now + offMs })
    const outside = openOutside(tools.sealer, tools.place, channel)
    if (outside === null) return settle(head, failed('token'))
    await sendPart(head, channel, outside)
  }

  async function sendPart(head: TalkHead, channel: Messenger | WhatsApp, outside: OutsideChannel): Promise<void> {
    const { message, partsDone, conversation } = head
    const plan = planParts(message, outside.textLength)
    const planned = plan[partsDone]
    // All of it was taken, or there never was anything in it.
    if (planned === undefined) return settle(head, { end: 'sent', externalId: message.externalId, at: clock.now() })
    const part = await loadPart(talk, message, planned)
    if (part === null) return settle(head, failed('file'))
    const [sentAt, since] = [clock.now(), clock.monotonic()]
    const answer = await outside.send(part, conversation.contactKey, lanes.signal)
    // Broken off by ourselves: nobody knows what became of it.
    if (lanes.signal.aborted && answer.end !== 'taken') return
    tell(head, answer)
    if (answer.end === 'taken') tools.onTaken(channel, conversation.contactKey, answer.at, since)
    if (answer.end === 'refused' && answer.fault === 'token') tools.onRefused(channel.id)
    await settle(head, outcomeOf(head, answer, partsDone + 1 === plan.length, sentAt))
  }

  function tell({ message, conversation, partsDone, tries }: TalkHead, answer: SendAnswer): void {
    const about = { channel: conversation.channelId, message: message.id, part: partsDone, tries: tries + 1 }
    if (answer.end === 'taken') log.info(about, 'a message was sent')
    else log.warn({ ...about, end: answer.end, reason: answer.reason }, 'a message was not taken')
  }

  function outcomeOf(head: TalkHead, answer: SendAnswer, isLast: boolean, sentAt: number): TalkOutcome {
    if (answer.end === 'refused') return failed(answer.fault)
    if (answer.end === 'later') return { end: 'later', nextAt: nextSend(head.tries + 1, clock.now(), answer.waitMs) }
    const { externalId } = answer
    return isLast ? { end: 'sent', externalId, at: sentAt } : { end: 'part', externalId }
  }

  async function settle({ message, conversation, partsDone }: TalkHead, outcome: TalkOutcome): Promise<void> {
    await lanes.writeDown(() => talk.settle(message.id, outcome, partsDone))
    // Another try changes nothing that anybody sees; of a part it may be known already that it failed.
    if (outcome.end !== 'later') bus.emit('message.changed', conversation.id, message.id)
    // It waits for an answer again.
    if (outcome.end === 'failed') bus.emit('conversation.changed', conversation.id)
  }

  return {
    wake: lanes.wake,
    isBusy: lanes.isBusy,
    start() {
      bus.on('message.changed', lanes.wake)
      lanes.wake()
    },
    stop() {
      bus.off('message.changed', lanes.wake)
      return lanes.stop()
    },
  }
}

const failed = (fault: MessageFault): TalkOutcome => ({ end: 'failed', fault })

/** When Meta takes no free text any more, ms since 1970; a template may go at any time. */
const windowEnd = ({ message, conversation: { lastInAt } }: TalkHead): number =>
  message.isTemplate || lastInAt === null ? Number.POSITIVE_INFINITY : lastInAt + metaWindowMs

/** When it is given up, however it stands. */
const endOf = (head: TalkHead): number => Math.min(head.expiresAt, windowEnd(head))
