import type { Person } from '@sereno/shared/person.ts'
import { type Answer, call } from './api.ts'
import type { AvatarChoice } from './components/AvatarField.svelte'
import { session } from './session.svelte.ts'
import { sendFile } from './upload.ts'

/** Does what was chosen for the picture of a user, or of oneself; the user as they are then. */
export async function saveAvatar(user: Person, choice: AvatarChoice): Promise<Answer<Person>> {
  if (choice === null) return { ok: true, value: user }
  const isMe = session.me?.user.id === user.id
  const params = { id: user.id }
  if (choice === 'none') {
    const answer = isMe
      ? await call('DELETE /api/v1/me/avatar')
      : await call('DELETE /api/v1/users/:id/avatar', { params })
    return answer.ok ? { ok: true, value: { ...user, avatar: null } } : answer
  }
  const address = isMe ? '/api/v1/me/avatar' : `/api/v1/users/${encodeURIComponent(user.id)}/avatar`
  // What it is, its bytes say.
  return sendFile(address, { method: 'PUT', type: 'application/octet-stream', file: choice.file })
}
