import type { Database } from '../database.ts'

/** Whoever knew a password, or was let in, hears nothing more; but in the session that stays. */
export function endPushesOf(db: Database, userId: string, kept: string | null): void {
  db.run('DELETE FROM push_subscriptions WHERE user_id = :userId AND (:kept IS NULL OR session_id IS NOT :kept)', {
    userId,
    kept,
  })
}

/** The browser of a session that somebody signed out. */
export function endPushesIn(db: Database, sessionId: string): void {
  db.run('DELETE FROM push_subscriptions WHERE session_id = :sessionId', { sessionId })
}
