import { Rounds } from '../../flow/rounds.ts'
import { remindOfRenewal } from '../account/remind-of-renewal.ts'
import type { House } from '../house.ts'
import { settleDeletions } from '../me/due-deletions.ts'
import { settleTokens } from '../tokens/settle-tokens.ts'
import { tellMessages } from './messages.ts'
import { tellNews } from './news.ts'
import { noteAlive } from './notices/alive.ts'
import { tellNotices } from './notices/tell-notices.ts'
import { tellProduct } from './product.ts'
import { tellUnpicked } from './unpicked.ts'
import { tellWeekly } from './weekly.ts'

const minuteMs = 60_000

type Work = readonly [work: (house: House) => Promise<void>, otherwise: string]

const everyHalfMinute: readonly Work[] = [
  // Before the messages: what it mails is not mailed again.
  [tellUnpicked, 'nobody was told of conversations that nobody picks'],
  [tellMessages, 'nobody was told of messages that wait'],
  [tellNews, 'nobody was told what happened'],
]
const everyFiveMinutes: readonly Work[] = [
  [noteAlive, 'it cannot be written down that the box is on'],
  [tellNotices, 'nobody was told what the box suffered'],
  [tellWeekly, 'nobody was told how the week was'],
  [tellProduct, 'nobody was told what is new'],
]
const everyHour: readonly Work[] = [
  [settleDeletions, 'nobody was deleted'],
  [remindOfRenewal, 'nobody was told that the plan ends'],
  [settleTokens, 'no owner of a token was told'],
]

/** Begins what the box does and mails by itself as time passes, each whatever becomes of the others. Gives how to end it. */
export function startPost(house: House): () => Promise<void> {
  const rounds = [
    roundsOf(house, everyHalfMinute, minuteMs / 2),
    roundsOf(house, everyFiveMinutes, 5 * minuteMs),
    roundsOf(house, everyHour, 60 * minuteMs),
  ]
  for (const round of rounds) round.start()
  return async () => {
    await Promise.all(rounds.map((round) => round.stop()))
    await noteAlive(house).catch(() => {})
  }
}

const roundsOf = (house: House, all: readonly Work[], everyMs: number): Rounds =>
  new Rounds(house.clock, async () => {
    for (const [work, otherwise] of all) {
      await work(house).catch((fault: unknown) => house.log.error({ fault }, otherwise))
    }
    return everyMs
  })
