import { call } from '../api.ts'
import { showHere } from '../widget/show-here.ts'
import type { Widget, WidgetOptions } from '../widget/widget.ts'

/** Puts the chat over the kiosk; `null` where the venue has none, or the agent is away. */
export async function showChat(options: Pick<WidgetOptions, 'onCall' | 'onGone'>): Promise<Widget | null> {
  const channel = 'default'
  const settings = await call('GET /api/v1/chat/settings', { query: { channel } })
  return settings.ok ? showHere(document.body, { ...options, channel, place: 'corner', isShy: true }) : null
}
