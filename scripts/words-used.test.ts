import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.ts'

const english = join(root, 'shared/src/locales/en')

/** All that is written in these folders, tests and words left out. */
const sourceOf = (...folders: string[]): string =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((item) => item.isFile() && /\.(?:ts|svelte|astro)$/u.test(item.name) && !item.name.endsWith('.test.ts'))
        .map((item) => readFileSync(join(item.parentPath, item.name), 'utf8')),
    )
    .join('\n')

/** Keys that no source names: neither whole, nor by the beginning of a text that is put together. */
function unusedIn(groups: readonly string[], source: string, named: (group: string, key: string) => string): string[] {
  const whole = new Set([...source.matchAll(/['"`]([a-z0-9_.]+)['"`]/giu)].map(([, key]) => key))
  const beginnings = [...source.matchAll(/`([a-z0-9_]+[._][a-z0-9_.]*)\$\{/giu)].map(([, text]) => text ?? '')
  return groups.flatMap((group) =>
    Object.keys(JSON.parse(readFileSync(join(english, `${group}.json`), 'utf8')))
      .map((key) => named(group, key))
      .filter((key) => !whole.has(key) && !beginnings.some((text) => key.startsWith(text))),
  )
}

/** What the agent and the scripts say; all else is the dashboard's. */
const agentGroups = ['alert', 'cause', 'channel', 'device', 'mail', 'overview', 'problem', 'received']
const dashboardGroups = readdirSync(english)
  .map((name) => name.replace('.json', ''))
  .filter((group) => group !== 'cli' && !agentGroups.includes(group))

describe('every word is used', () => {
  it('by the dashboard', () => {
    expect(unusedIn(dashboardGroups, sourceOf('dashboard/src'), (_, key) => key)).toEqual([])
  })

  it('by the agent', () => {
    expect(unusedIn(agentGroups, sourceOf('agent/src', 'shared/src'), (group, key) => `${group}.${key}`)).toEqual([])
  })

  it('by the scripts', () => {
    expect(unusedIn(['cli'], sourceOf('scripts'), (_, key) => key)).toEqual([])
  })
})
