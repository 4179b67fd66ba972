import type { Notice } from '@sereno/shared/activity.ts'
import { wants } from '@sereno/shared/notification-rules.ts'
import { afterQuiet } from './again.ts'
import { agentNow, call } from './api.ts'
import { session } from './session.svelte.ts'
import { toast } from './toast.ts'
import { addWords, t } from './words.ts'

/** What is older was news for whoever looked then: after a gap the agent tells again what it still knows. */
const FRESH_MS = 60_000
const QUIET_MS = 1500

const wanted = (event: 'message' | 'ticket' | 'device_found'): boolean =>
  session.me !== null && wants(session.me.choices, event, 'page')
const isFresh = (at: string): boolean => agentNow() - Date.parse(at) < FRESH_MS

/** The words come when they are first wanted; `false` where the agent is gone just then, and what it told goes unsaid. */
const haveWords = (): Promise<boolean> =>
  addWords(['shell', 'support']).then(
    () => true,
    () => false,
  )

export { hearMessage } from './talk-news.ts'

const said = new Set<string>()
let found: Notice[] = []

/** Says in passing that a ticket has a new message or state, to whoever wants that. */
export async function hearTicket({ number }: { number: number }): Promise<void> {
  if (!wanted('message') && !wanted('ticket')) return
  const answer = await call('GET /api/v1/tickets/:id', { params: { id: String(number) } })
  const last = answer.ok ? answer.value.messages.at(-1) : undefined
  // Where it is not theirs to see, the answer is that there is none.
  if (!answer.ok || last === undefined || last.isMine || said.has(last.id) || !isFresh(last.at)) return
  said.add(last.id)
  if (!wanted(last.state === null ? 'message' : 'ticket')) return
  if (!(await haveWords())) return
  const { subject } = answer.value
  if (last.state === null) toast(t('shell.ticket_message', { number, subject, author: last.author }))
  else toast(t('shell.ticket_state', { number, subject, state: t(`support.state_${last.state}`) }))
}

const tellFound = afterQuiet(QUIET_MS, async () => {
  const [first, ...others] = found
  found = []
  if (first === undefined) return
  if (others.length === 0) return toast(first.message)
  if (await haveWords()) toast(t('shell.devices_found', { n: others.length + 1 }))
})

/** Says in passing which devices were found, gathered for a moment. */
export function hearNotice(notice: Notice): void {
  const isNews = notice.cause === 'new_device' && notice.endedAt === null && isFresh(notice.at)
  if (!isNews || said.has(notice.id) || !wanted('device_found')) return
  said.add(notice.id)
  found = [...found, notice]
  tellFound.soon()
}
