import type { Database } from '../database.ts'

interface Avatar {
  version: string
  picture: Uint8Array
}

export function setAvatar(db: Database, userId: string, avatar: Avatar | null): boolean {
  const version = avatar?.version ?? null
  if (db.run('UPDATE users SET avatar = :version WHERE id = :userId', { userId, version }) === 0) return false
  if (avatar === null) db.run('DELETE FROM avatars WHERE user_id = :userId', { userId })
  else {
    db.run('INSERT OR REPLACE INTO avatars (user_id, picture) VALUES (:userId, :picture)', {
      userId,
      picture: avatar.picture,
    })
  }
  return true
}

export const avatarOf = (db: Database, userId: string): Avatar | null =>
  db.get<Avatar>(
    `SELECT users.avatar AS version, picture FROM avatars JOIN users ON users.id = avatars.user_id
     WHERE user_id = :userId AND users.avatar IS NOT NULL`,
    { userId },
  ) ?? null
