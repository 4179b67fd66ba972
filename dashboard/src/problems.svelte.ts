import type { Incident } from '@sereno/shared/incident.ts'
import { SvelteSet } from 'svelte/reactivity'
import { afterQuiet } from './again.ts'
import { call } from './api.ts'
import { on } from './live.ts'

/** The incidents that are open now, by their ids; the tab's title, its icon and the menu count them. */
export const problems = new SvelteSet<string>()

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
  if (isOpen === problems.has(incident.id)) return
  if (isOpen) problems.add(incident.id)
  else problems.delete(incident.id)
  for (const listener of listeners) listener({ kind: isOpen ? 'trouble' : 'solved', incident })
}

async function load(): Promise<void> {
  const answer = await call('incidents.list', { query: { open: 'true', limit: 100 } })
  if (!answer.ok) return
  problems.clear()
  for (const { id } of answer.value.items) problems.add(id)
}

/** Starts counting. */
export async function watchProblems(): Promise<void> {
  const again = afterQuiet(400, () => void load())
  on('gap', again.soon)
  await load()
  on('incident', hear)
}
