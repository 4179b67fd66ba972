import type { TalkMessage } from '@sereno/shared/conversation.ts'
import { wants } from '@sereno/shared/notification-rules.ts'
import { agentNow } from './api.ts'
import { session } from './session.svelte.ts'
import { toast } from './toast.ts'
import { t } from './words.ts'

/** What is older was news for whoever looked then. */
const FRESH_MS = 60_000
/** Several at once are said once. */
const PAUSE_MS = 10_000
let saidAt = Number.NEGATIVE_INFINITY
const heard = new Set<string>()

/** Whether someone looks at that very conversation now. */
const isSeen = (conversationId: string): boolean =>
  document.hasFocus() && new URLSearchParams(location.search).get('conversation') === conversationId

/** Says that a contact wrote, by a sound and in passing, to whoever wants that and does not look at it anyway. */
export function hearMessage(
  { conversationId, message }: { conversationId: string; message: TalkMessage },
  chime: (tune: 'message') => void,
): void {
  const { id, kind, at, author } = message
  if (kind !== 'in' || heard.has(id) || agentNow() - Date.parse(at) > FRESH_MS || isSeen(conversationId)) return
  heard.add(id)
  if (session.me === null || !wants(session.me.choices, 'message', 'page')) return
  chime('message')
  const now = performance.now()
  if (location.pathname === '/console' || now - saidAt < PAUSE_MS) return
  saidAt = now
  toast(author === '' ? t('nav.chat_message') : t('nav.chat_message_of', { name: author }))
}
