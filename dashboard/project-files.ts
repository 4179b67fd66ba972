import { readFileSync } from 'node:fs'
import { readChangelog } from '@sereno/shared/changelog.ts'
import { licencesOf } from './licences.ts'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

/** What pages tell of the project itself, read from its files when they are built. */
const modules: Record<string, () => unknown> = {
  'virtual:changelog': () => readChangelog(read('CHANGELOG.md')),
  'virtual:licences': () => licencesOf(JSON.parse(read('package-lock.json'))),
}

/** Vite's way to make modules of them. */
export const projectFiles = {
  name: 'project-files',
  resolveId: (id: string) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
  load: (id: string) => {
    const make = id.startsWith('\0') ? modules[id.slice(1)] : undefined
    return make && `export default ${JSON.stringify(make())}`
  },
}
