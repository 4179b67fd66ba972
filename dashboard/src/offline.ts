import type { Overview } from '@sereno/shared/overview.ts'
import { mount, unmount } from 'svelte'
import OfflineView from './views/OfflineView.svelte'

/** What an older version of this page may have kept could be anything. */
const isOverview = (value: unknown): value is Overview =>
  typeof value === 'object' &&
  value !== null &&
  'devices' in value &&
  Array.isArray(value.devices) &&
  'incidents' in value &&
  Array.isArray(value.incidents) &&
  'venue' in value &&
  'verdict' in value

/** The last overview that this browser saw; `null` where none was kept, as on plain HTTP in the LAN. */
export async function lastOverview(): Promise<Overview | null> {
  if (!('caches' in globalThis)) return null
  const kept = await caches.match('/api/v1/overview', { ignoreVary: true }).catch(() => undefined)
  const overview: unknown = await kept?.json().catch(() => null)
  return isOverview(overview) ? overview : null
}

/** Shows what was known last, in place of a page that cannot begin without the agent. @returns what takes it away */
export async function showLast(target: HTMLElement): Promise<(() => void) | null> {
  const overview = await lastOverview()
  if (overview === null) return null
  target.replaceChildren()
  const view = mount(OfflineView, { target, props: { overview } })
  return () => void unmount(view)
}
