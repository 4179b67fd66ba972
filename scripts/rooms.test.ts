import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './run.ts'

/** Who may import whom; what is not listed is shut (`docs/decisions.md` tells the reasons). */
const doors: Record<string, readonly string[]> = {
  shared: [],
  net: ['shared'],
  judge: ['shared'],
  pictures: ['shared'],
  store: ['shared'],
  probes: ['shared', 'net'],
  transports: ['shared', 'net'],
  channels: ['shared', 'net'],
  trust: ['shared', 'net'],
  integrations: ['shared', 'judge'],
  discover: ['shared', 'net', 'probes'],
  flow: ['shared', 'judge', 'store', 'probes', 'transports', 'channels', 'integrations', 'discover', 'trust'],
  services: ['shared', 'judge', 'store', 'flow', 'channels', 'integrations', 'discover'],
  api: ['shared', 'services'],
  dashboard: ['shared'],
  scripts: [
    'shared',
    'net',
    'judge',
    'store',
    'probes',
    'discover',
    'transports',
    'channels',
    'trust',
    'integrations',
    'flow',
    'services',
    'api',
    'pictures',
    'agent',
    'venue',
    'fakes',
  ],
}
/** Files at the top of the agent that are handed in everywhere: time, log and settings. */
const handedIn = ['agent/src/clock.ts', 'agent/src/log.ts', 'agent/src/config.ts']
const sourceRoots = ['shared/src', 'agent/src', 'dashboard/src', 'scripts']

interface Source {
  path: string
  room: string
  imports: string[]
  lines: number
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && /\.(ts|mjs|svelte|astro|css)$/u.test(item.name))
    .map((item) => relative(root, join(item.parentPath, item.name)))
    .filter((path) => !/node_modules|\/dist\//u.test(path))
}

function roomOf(path: string): string {
  const [top, , room, ...rest] = path.split('/')
  if (top !== 'agent') return top ?? ''
  return rest.length > 0 && room ? room : 'agent'
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/gu)].map((found) => found[1] ?? '')
  return { path, room: roomOf(path), imports, lines: text.split('\n').length - 1 }
}

/** The file that an import names, if it is one of ours. */
function target(source: Source, specifier: string): string | null {
  if (specifier.startsWith('.')) return relative(root, join(root, dirname(source.path), specifier))
  const ours = /^@sereno\/(shared|agent|dashboard)\/(.+)$/u.exec(specifier)
  return ours ? `${ours[1]}/src/${ours[2]}` : null
}

const sources = sourceRoots.flatMap(filesBelow).map(readSource)
const isTest = (source: Source) => /\.test\.ts$/u.test(source.path)

describe('the rooms', () => {
  test('import only through the doors that are open', () => {
    const wrong: string[] = []
    for (const source of sources.filter((one) => !isTest(one) && one.room !== 'agent')) {
      for (const specifier of source.imports) {
        const path = target(source, specifier)
        if (path === null || handedIn.includes(path)) continue
        const room = roomOf(path)
        if (room !== source.room && !doors[source.room]?.includes(room)) wrong.push(`${source.path} -> ${path}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('let only the store speak SQL or touch files, and only the rooms at the rim open sockets', () => {
    const kept: [RegExp, readonly string[]][] = [
      [/^node:sqlite$/u, ['store']],
      [/^node:fs/u, ['store', 'net', 'api', 'pictures', 'agent', 'scripts']],
      [/^node:(net|tls|dgram|dns)/u, ['net', 'transports', 'api', 'scripts']],
      [/^node:child_process$/u, ['net', 'scripts']],
    ]
    const wrong: string[] = []
    for (const source of sources.filter((one) => !isTest(one))) {
      for (const [pattern, rooms] of kept) {
        const uses = source.imports.some((specifier) => pattern.test(specifier))
        if (uses && !rooms.includes(source.room)) wrong.push(`${source.path} uses ${pattern.source}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('have no cycles between files', () => {
    const graph = new Map(
      sources
        .filter((one) => !isTest(one))
        .map((source) => [
          source.path,
          source.imports.map((specifier) => target(source, specifier)).filter((path) => path !== null),
        ]),
    )
    expect(findCycle(graph)).toEqual([])
  })

  test('hold small files: none over 300 lines, nine in ten under 200', () => {
    expect(sources.filter((source) => source.lines > 300).map((source) => `${source.path}: ${source.lines}`)).toEqual(
      [],
    )
    const small = sources.filter((source) => source.lines < 200).length
    expect(small / sources.length).toBeGreaterThanOrEqual(0.9)
  })

  test('name files in kebab-case, and components in PascalCase', () => {
    const odd = sources.filter(({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/u.test(name)
      if (name.endsWith('.astro')) return !/^([A-Z][A-Za-z0-9]*|[a-z0-9-]+|\[[a-z.]+\])\.astro$/u.test(name)
      return !/^[a-z0-9]+([.-][a-z0-9]+)*\.(ts|mjs|css|d\.ts)$/u.test(name)
    })
    expect(odd.map(({ path }) => path)).toEqual([])
  })
})

/** The first cycle found, as the files on it; empty where there is none. */
function findCycle(graph: Map<string, string[]>): string[] {
  const done = new Set<string>()
  const walk = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of graph.get(path) ?? []) {
      const cycle = walk(next, [...trail, path])
      if (cycle.length > 0) return cycle
    }
    done.add(path)
    return []
  }
  for (const path of graph.keys()) {
    const cycle = walk(path, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
