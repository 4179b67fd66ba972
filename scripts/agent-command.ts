import { join } from 'node:path'
import { root } from './run.ts'

/** How `npm start` runs the agent, built by then; the bench measures exactly this. `docs/performance.md` has the reasons. */
export const agentCommand = {
  arguments: [
    // On a Raspberry Pi memory is dearer than a little more collecting.
    '--max-semi-space-size=1',
    '--optimize-for-size',
    '--disable-warning=ExperimentalWarning',
    join(root, 'agent/dist/main.js'),
  ],
  environment: { MALLOC_ARENA_MAX: '1' },
} as const
