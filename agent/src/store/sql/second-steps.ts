import type { Database } from '../database.ts'
import type { NewOutboxItem } from '../outbox-types.ts'
import type { ConfirmedStep, SecondStep } from '../second-step-types.ts'
import { addItems } from './outbox.ts'

export function secondStepOf(db: Database, userId: string): SecondStep | null {
  const row = db.get<{ sealed: string; last_step: number }>('SELECT * FROM second_steps WHERE user_id = :userId', {
    userId,
  })
  return row === undefined ? null : { sealed: row.sealed, lastStep: row.last_step }
}

export const beginSecondStep = (db: Database, userId: string, sealed: string): boolean =>
  db.run(
    `INSERT OR REPLACE INTO second_steps (user_id, sealed, last_step)
     SELECT id, :sealed, 0 FROM users WHERE id = :userId AND second_step_at IS NULL`,
    { userId, sealed },
  ) === 1

export function confirmSecondStep(
  db: Database,
  { userId, sealed, step, hashes, at }: ConfirmedStep,
  mails: NewOutboxItem[],
): boolean {
  const isOn =
    db.run(
      `UPDATE users SET second_step_at = :at WHERE id = :userId AND second_step_at IS NULL
         AND EXISTS (SELECT 1 FROM second_steps WHERE user_id = :userId AND sealed = :sealed)`,
      { userId, sealed, at },
    ) === 1
  if (!isOn) return false
  db.run('UPDATE second_steps SET last_step = :step WHERE user_id = :userId', { userId, step })
  db.run('DELETE FROM recovery_codes WHERE user_id = :userId', { userId })
  for (const hash of hashes)
    db.run('INSERT INTO recovery_codes (user_id, hash) VALUES (:userId, :hash)', { userId, hash })
  addItems(db, mails)
  return true
}

export const takeStep = (db: Database, userId: string, step: number): boolean =>
  db.run('UPDATE second_steps SET last_step = :step WHERE user_id = :userId AND last_step < :step', {
    userId,
    step,
  }) === 1

export const takeRecoveryCode = (db: Database, userId: string, hash: string): boolean =>
  db.run('DELETE FROM recovery_codes WHERE user_id = :userId AND hash = :hash', { userId, hash }) === 1

export function endSecondStep(db: Database, userId: string, mails: NewOutboxItem[]): boolean {
  const isOff =
    db.run('UPDATE users SET second_step_at = NULL WHERE id = :userId AND second_step_at IS NOT NULL', { userId }) === 1
  if (!isOff) return false
  db.run('DELETE FROM second_steps WHERE user_id = :userId', { userId })
  db.run('DELETE FROM recovery_codes WHERE user_id = :userId', { userId })
  addItems(db, mails)
  return true
}
