import type { Incident } from '@sereno/shared/incident.ts'
import { afterQuiet } from './again.ts'
import { call } from './api.ts'
import { on } from './live.ts'

/** The incidents that are open now, by their ids; the tab's title, its icon and the menu count them. */
class Problems {
  open = $state.raw<ReadonlySet<string>>(new Set())
}
export const problems = new Problems()

/** Something changed while someone has the page open. */
export interface News {
  kind: 'trouble' | 'solved'
  incident: Incident
}
const listeners = new Set<(news: News) => void>()

export const onNews = (listener: (news: News) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function hear(incident: Incident): void {
  const isOpen = incident.closedAt === null
  if (isOpen === problems.open.has(incident.id)) return
  const others = [...problems.open].filter((id) => id !== incident.id)
  problems.open = new Set(isOpen ? [...others, incident.id] : others)
  for (const listener of listeners) listener({ kind: isOpen ? 'trouble' : 'solved', incident })
}

async function load(): Promise<void> {
  const answer = await call('GET /api/v1/incidents', { query: { open: 'true', limit: 100 } })
  if (!answer.ok) return
  problems.open = new Set(answer.value.items.map(({ id }) => id))
}

/** Starts counting. */
export async function watchProblems(): Promise<void> {
  const again = afterQuiet(400, () => void load())
  on('gap', again.soon)
  await load()
  on('incident', hear)
}
