import { call } from './api.ts'
import { toast } from './toast.ts'

/** Ends the session of this browser. */
export async function logOut(): Promise<void> {
  const answer = await call('DELETE /api/v1/session')
  if (answer.ok || answer.trouble.status === 401) location.assign('/login')
  else toast(answer.trouble.detail, 'error')
}
