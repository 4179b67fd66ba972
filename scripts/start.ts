import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root, runTool } from './run.ts'

// `npm start`: builds the dashboard where its sources have changed, then runs the agent with it.
const built = await runTool('turbo/bin/turbo', ['run', 'build', '--output-logs=errors-only'])
if (built.code !== 0) {
  process.stderr.write(`The dashboard could not be built:\n${built.output}\n`)
  process.exit(1)
}

// A small heap for the young: on a Raspberry Pi memory is dearer than a little more collecting.
const agent = spawn(
  process.execPath,
  [
    '--max-semi-space-size=1',
    '--disable-warning=ExperimentalWarning',
    join(root, 'agent/src/main.ts'),
    ...process.argv.slice(2),
  ],
  {
    stdio: 'inherit',
    // Compiled code is kept: the next start is quicker, and the stripper of types (36 MB) stays out of memory.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'), ...process.env },
  },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => agent.kill(signal))
agent.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
