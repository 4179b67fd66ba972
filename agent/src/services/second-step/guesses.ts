import { say } from '@sereno/shared/locales/index.ts'
import type { House } from '../house.ts'
import { Pace } from '../pace.ts'
import { findUser } from '../users/find-user.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'

/** Wrong codes of a person: so many at once, and then one with every two minutes: a chance of 0.2 % a day. */
const atOnce = 20
const everyMs = 2 * 60_000
/** So many in a row are no slip of the finger any more. */
const tellAfter = 5
const tellEveryMs = 86_400_000

interface Guesses {
  pace: Pace
  /** By person: how many wrong ones in a row, and when they were told of it. */
  wrong: Map<string, { count: number; toldAt: number | null }>
}

const byHouse = new WeakMap<House, Guesses>()

function guessesOf(house: House): Guesses {
  const known = byHouse.get(house) ?? { pace: new Pace(house.clock, atOnce, everyMs), wrong: new Map() }
  byHouse.set(house, known)
  return known
}

/**
 * Looks whether a code is right. Whoever types one knows the password already, so the person themselves is told where
 * wrong ones come in a row, and soon no more are looked at.
 * @throws {Fault} `too_often`
 */
export async function guess(house: House, userId: string, isRight: () => Promise<boolean>): Promise<boolean> {
  const { pace, wrong } = guessesOf(house)
  // Taken before it is looked at, so that many at once are no more than many in a row.
  pace.keep(userId)
  if (await isRight()) {
    pace.giveBack(userId)
    wrong.delete(userId)
    return true
  }
  const { count, toldAt } = wrong.get(userId) ?? { count: 0, toldAt: null }
  const now = house.clock.monotonic()
  const isTold = count + 1 >= tellAfter && (toldAt === null || now - toldAt >= tellEveryMs)
  wrong.set(userId, { count: count + 1, toldAt: isTold ? now : toldAt })
  if (isTold) await tell(house, userId)
  return false
}

/** That nobody can be told makes no code right. */
async function tell(house: House, userId: string): Promise<void> {
  const user = await findUser(house, userId)
  const language = languageTo(house, user)
  const letter = letterTo(house, user, {
    kind: 'second_step_guessed',
    values: { username: user.username },
    action: {
      label: say(language, 'mail.second_step_guessed.button'),
      url: `${house.config.publicUrl}/account/passwords`,
    },
  })
  try {
    await house.store.outbox.add([letter])
    house.bus.emit('outbox.filled')
  } catch (fault) {
    house.log.error({ err: fault }, 'nobody was told of guesses at their second step')
  }
}
