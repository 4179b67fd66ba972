import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { root } from './run.ts'

// `turbo run build` in the agent's folder: the agent as `dist/main.js`, its store's thread `dist/worker.js`
// and those of its backups and of people's pictures.
// From its sources it needs the stripper of types and hundreds of modules in memory; `docs/performance.md` has the figures.

/** Words of zod's own for 50 languages: ours are in `shared/src/locales`. */
const oneZodLocale: Plugin = {
  name: 'one zod locale',
  setup(bundle) {
    let isDone = false
    bundle.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => {
      isDone = true
      return {
        contents: "export { default as en } from './en.js'",
        resolveDir: join(root, 'node_modules/zod/v4/locales'),
      }
    })
    bundle.onEnd(() => (isDone ? {} : { errors: [{ text: 'zod keeps its languages elsewhere now' }] }))
  },
}

const folder = join(root, 'agent/dist')
await rm(folder, { recursive: true, force: true })
const { outputFiles } = await build({
  write: false,
  absWorkingDir: root,
  entryPoints: {
    main: 'agent/src/main.ts',
    worker: 'agent/src/store/worker.ts',
    'backup-thread': 'agent/src/store/backup/thread.ts',
    'picture-thread': 'agent/src/pictures/thread.ts',
  },
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Names stay whole, so that a stack trace reads; the maps are for whoever wants the sources' lines.
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'linked',
  minifyWhitespace: true,
  lineLimit: 160,
  // Loaded only when somebody asks for them.
  external: ['nodemailer', 'systeminformation', 'pino-pretty', '@jsquash/*'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(import.meta.url)",
  },
  plugins: [oneZodLocale],
  logLevel: 'warning',
})

await mkdir(folder)
for (const { path, text } of outputFiles) await writeFile(path, path.endsWith('.js') ? asciiOf(text) : text)

/** V8 keeps a text with a single letter beyond ASCII in two bytes a letter: here in a regular expression. */
function asciiOf(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
