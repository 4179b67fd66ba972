import type { Database } from '../database.ts'
import type { MailedLink } from '../people-types.ts'

/** So many links of one person for the same thing stand open; a further one ends the oldest. */
const maxOpen = 3

export function addMailedLinks(db: Database, links: MailedLink[]): void {
  for (const link of links) {
    db.run(
      `INSERT INTO mailed_links (hash, code_hash, purpose, user_id, email, created_at, expires_at)
       VALUES (:hash, :codeHash, :purpose, :userId, :email, :createdAt, :expiresAt)`,
      { ...link },
    )
    db.run(
      `DELETE FROM mailed_links WHERE user_id = :userId AND purpose = :purpose AND hash NOT IN
         (SELECT hash FROM mailed_links WHERE user_id = :userId AND purpose = :purpose
          ORDER BY created_at DESC, hash LIMIT ${maxOpen})`,
      { userId: link.userId, purpose: link.purpose },
    )
  }
}
