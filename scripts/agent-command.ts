import { join } from 'node:path'
import { root } from './run.ts'

/** How `npm start` runs the agent, built by then; the bench measures exactly this. `docs/performance.md` has the reasons. */
export const agentCommand = {
  arguments: [
    // On a Raspberry Pi memory is dearer than processor time: a small heap for the young, one that grows in small steps,
    '--max-semi-space-size=1',
    '--max-old-space-size=128',
    '--optimize-for-size',
    // and neither optimising compiler, whose code alone is 7 MB: what is hot here is not in JavaScript.
    '--no-opt',
    '--no-maglev',
    '--disable-warning=ExperimentalWarning',
    join(root, 'agent/dist/main.js'),
  ],
  environment: {
    // glibc otherwise keeps a heap for each of our dozen threads.
    MALLOC_ARENA_MAX: '1',
  },
} as const
