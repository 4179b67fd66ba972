import { join } from 'node:path'
import { root } from './run.ts'

/** How `npm start` runs the agent; the bench measures exactly this. */
export const agentCommand = {
  arguments: [
    // A small heap for the young: on a Raspberry Pi memory is dearer than a little more collecting.
    '--max-semi-space-size=1',
    '--disable-warning=ExperimentalWarning',
    join(root, 'agent/src/main.ts'),
  ],
  environment: {
    // Compiled code is kept: the next start is quicker, and the stripper of types (36 MB) stays out of memory.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
  },
} as const
