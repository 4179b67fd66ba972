import { buildAll } from './build-all.ts'

// `bootstrap.mjs prepare`: sets a version up and builds it without starting it, beside the one that runs.
const built = await buildAll()
if (built.code !== 0) process.stderr.write(`${built.output}\n`)
process.exitCode = built.code
