import { call } from './api.ts'
import { forgetWritten, hasUnsent } from './console/kept-unsent.ts'
import { openOverlay } from './overlay.svelte.ts'
import { session } from './session.svelte.ts'
import { toast } from './toast.ts'
import { forgetChats } from './widget/forget-chats.ts'

/** Ends the session of this browser; asks first where it keeps answers that were not sent yet. */
export async function logOut(): Promise<void> {
  const id = session.me?.user.id
  if (id !== undefined && hasUnsent(id)) openOverlay('unsent')
  else await endSession()
}

/** Ends it, and forgets what this browser keeps of who was signed in. */
export async function endSession(): Promise<void> {
  const id = session.me?.user.id
  const answer = await call('DELETE /api/v1/session')
  if (!answer.ok && answer.trouble.status !== 401) return toast(answer.trouble.detail, 'error')
  if (id !== undefined) forgetWritten(id)
  forgetChats()
  location.assign('/login')
}
