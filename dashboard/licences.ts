/** What the agent and the dashboard are made of at run time; the lists of their workspaces begin here. */
const workspaces = ['agent', 'dashboard', 'shared']
/** These make the pages and are not in them. */
const builders = new Set(['astro', '@astrojs/svelte', '@tailwindcss/vite'])

/** A package as the lock file of npm tells of it. */
interface Locked {
  version?: string
  license?: string
  link?: boolean
  dependencies?: Record<string, string>
}

/** The packages of others that Sereno ships with or in its files. */
export function licencesOf(lock: {
  packages: Record<string, Locked>
}): { name: string; version: string; licence: string }[] {
  const { packages } = lock
  const found = new Map<string, { name: string; version: string; licence: string }>()
  /** A package as Node finds it from a folder: in the nearest `node_modules` upwards. */
  const whereIs = (name: string, from: string): string | null => {
    for (let folder = from; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
      if (packages[`${folder}/node_modules/${name}`]) return `${folder}/node_modules/${name}`
    }
    return packages[`node_modules/${name}`] ? `node_modules/${name}` : null
  }
  const visit = (path: string) => {
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      if (builders.has(name)) continue
      const at = whereIs(name, path)
      const one = at === null ? undefined : packages[at]
      if (at === null || one === undefined || one.link || found.has(at)) continue
      found.set(at, { name, version: one.version ?? '', licence: one.license ?? '' })
      visit(at)
    }
  }
  for (const workspace of workspaces) visit(workspace)
  return [...found.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version),
  )
}
