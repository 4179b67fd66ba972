import type { MeasuresDay } from '@sereno/shared/conversation.ts'
import { wallOf } from '@sereno/shared/wall.ts'
import type { Database } from '../database.ts'
import type { TalkMeasures } from '../talk-types.ts'

interface Spell {
  opened_at: number
  first_answer_at: number | null
  closed_at: number | null
}

export function beginSpell(db: Database, conversationId: string, at: number): void {
  db.run('INSERT INTO talk_spells (conversation_id, opened_at) VALUES (:conversationId, :at)', { conversationId, at })
}

/** One that nobody answered or closed stays open for good. */
const newest = '(SELECT max(sequence) FROM talk_spells WHERE conversation_id = :conversationId AND closed_at IS NULL)'

export function answerSpell(db: Database, conversationId: string, at: number): void {
  db.run(`UPDATE talk_spells SET first_answer_at = :at WHERE sequence = ${newest} AND first_answer_at IS NULL`, {
    conversationId,
    at,
  })
}

export function endSpell(db: Database, conversationId: string, at: number): void {
  db.run(`UPDATE talk_spells SET closed_at = :at WHERE sequence = ${newest}`, { conversationId, at })
}

/** Each opening counts on the day on which it was, also what was answered or closed later. Days without any are left out. */
export function talkMeasures(db: Database, since: number, timezone: string): MeasuresDay[] {
  const spells = db.all<Spell>(
    'SELECT opened_at, first_answer_at, closed_at FROM talk_spells WHERE opened_at >= :since ORDER BY opened_at',
    { since },
  )
  return [...Map.groupBy(spells, ({ opened_at: at }) => wallOf(at, timezone).date)]
    .map(([day, ofDay]) => ({ day, ...measure(ofDay) }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

export const talkMeasured = (db: Database, since: number, until: number): TalkMeasures =>
  measure(
    db.all<Spell>(
      'SELECT opened_at, first_answer_at, closed_at FROM talk_spells WHERE opened_at >= :since AND opened_at < :until',
      { since, until },
    ),
  )

function measure(spells: readonly Spell[]): TalkMeasures {
  const spans = (until: 'first_answer_at' | 'closed_at') =>
    // A clock that was set back meanwhile makes no answer faster than none.
    spells.flatMap((spell) => (spell[until] === null ? [] : [Math.max(0, spell[until] - spell.opened_at)]))
  const [answers, solutions] = [spans('first_answer_at'), spans('closed_at')]
  return {
    opened: spells.length,
    answered: answers.length,
    closed: solutions.length,
    firstAnswerMs: median(answers),
    solutionMs: median(solutions),
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}
