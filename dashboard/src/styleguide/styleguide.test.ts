import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = (name: string) => new URL(`../${name}/`, import.meta.url)
const read = (place: string, name: string) => readFileSync(new URL(name, folder(place)), 'utf8')
const namesIn = (place: string) => readdirSync(folder(place)).filter((name) => /\.(svelte|astro)$/u.test(name))
const bare = (name: string) => name.replace(/\.\w+$/u, '')

/** Components of the folder that a text uses. */
const used = (text: string) => [...text.matchAll(/\/(\w+)\.(?:svelte|astro)'/gu)].map(([, name]) => name ?? '')

const components = new Map(namesIn('components').map((name) => [bare(name), read('components', name)]))
const sheets = namesIn('styleguide').map((name) => read('styleguide', name))
const layouts = namesIn('layouts').map((name) => read('layouts', name))

/** What asks the agent by itself shows nothing without one: it is looked at on its page, with the pretend venue. */
const asksTheAgent = (text: string) => /\bcall\(/u.test(text)

/** Parts of one view alone, which are looked at there: the component, and where that view names it. */
const onlyWithin: Record<string, string> = {
  ActivityPanel: 'views/ActivityView.svelte',
  ConfiguredPanel: 'views/IntegrationsView.svelte',
  IntegrationList: 'views/IntegrationsView.svelte',
  DeviceHeader: 'views/DeviceView.svelte',
  DeviceNotes: 'views/DeviceView.svelte',
  DeviceNow: 'views/DeviceView.svelte',
  DevicePanels: 'views/DeviceView.svelte',
  DeviceStanding: 'views/DeviceView.svelte',
  BulkBar: 'views/DevicesView.svelte',
  DeviceFilters: 'devices-parts.ts',
  ListTools: 'devices-parts.ts',
  Pages: 'views/DevicesView.svelte',
  OverviewPlaces: 'overview-parts.ts',
  SetupCard: 'overview-parts.ts',
  BackupFile: 'components/system/RestorePanel.svelte',
  RestoreProgress: 'components/system/RestorePanel.svelte',
  ReportBody: 'views/ReportView.svelte',
  ReportRange: 'views/ReportView.svelte',
}

it('every component is on the styleguide, is part of one that is, or needs an agent', () => {
  const seen = new Set<string>()
  const visit = (name: string) => {
    const text = components.get(name)
    if (text === undefined || seen.has(name)) return
    seen.add(name)
    for (const inner of used(text)) visit(inner)
  }
  for (const sheet of sheets) for (const name of used(sheet)) visit(name)
  for (const [name, text] of components) if (asksTheAgent(text)) visit(name)
  // The frame of every page, which the other sheets cannot hold.
  for (const layout of layouts) for (const name of used(layout)) visit(name)
  for (const name of used(readFileSync(new URL('../start.ts', import.meta.url), 'utf8'))) visit(name)
  // The frame of every icon, which the build puts around the drawings.
  for (const name of used(readFileSync(new URL('../../plain-icons.ts', import.meta.url), 'utf8'))) visit(name)
  // What such a part is made of is looked at with it.
  for (const name of Object.keys(onlyWithin)) visit(name)
  const missing = [...components.keys()].filter((name) => !seen.has(name) && !(name in onlyWithin))
  expect(missing).toEqual([])
})

it('a part of one view is used there', () => {
  const strays = Object.entries(onlyWithin).filter(
    ([name, place]) => !used(readFileSync(new URL(`../${place}`, import.meta.url), 'utf8')).includes(name),
  )
  expect(strays).toEqual([])
})

it('no attributes are spread onto elements: what Svelte needs for that is 1.5 kB on each page', () => {
  const all = readdirSync(new URL('..', import.meta.url), { recursive: true, encoding: 'utf8' })
  const spreading = all
    .filter((name) => name.endsWith('.svelte'))
    .filter((name) => /<[a-z][^<]*\s\{\.\.\./u.test(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')))
  expect(spreading).toEqual([])
})
