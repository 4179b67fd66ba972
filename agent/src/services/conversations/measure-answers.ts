import type { MeasuresDay } from '@sereno/shared/conversation.ts'
import { wallOf } from '@sereno/shared/wall.ts'
import type { House } from '../house.ts'

const dayMs = 86_400_000

/** How fast conversations were answered and solved on each of the last days of the venue's calendar, today included. */
export async function measureAnswers(house: House, days: number): Promise<MeasuresDay[]> {
  const zone = house.book.read().account?.timezone ?? 'UTC'
  const now = house.clock.now()
  const found = await house.store.talk.measures(now - (days + 1) * dayMs, zone)
  const today = Date.parse(wallOf(now, zone).date)
  return Array.from({ length: days }, (_, at) => {
    const day = new Date(today - (days - 1 - at) * dayMs).toISOString().slice(0, 10)
    return found.find((one) => one.day === day) ?? { ...none, day }
  })
}

const none = { opened: 0, answered: 0, closed: 0, firstAnswerMs: null, solutionMs: null }
