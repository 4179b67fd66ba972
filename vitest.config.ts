import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { quickFolder } from './scripts/quick-folder.ts'

// Each test file is a process of its own, each store in it a thread: what one of them compiled serves the others.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node')
process.env.TMPDIR = quickFolder('/dev/shm') ?? tmpdir()

// As in `scripts/patience.ts`: a wait ends with its event, and its limit only bounds a failure.
const patience = { poll: { timeout: 30_000 } }

// unit: fast, side by side. venue: agents in network namespaces of their own, mostly waiting. browser: real Chromium.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['scripts/patience.ts'],
          expect: patience,
          include: ['{shared,agent,dashboard}/src/**/*.test.ts', 'agent/test/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // By itself Vitest leaves one processor idle, which on a machine of two is half of it.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'venue',
          globalSetup: ['scripts/built-agent.ts'],
          setupFiles: ['scripts/patience.ts'],
          expect: patience,
          include: ['agent/test/venue/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // More at once than there are processors; a group of its own, since another number of workers needs one.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'faults',
          setupFiles: ['scripts/patience.ts'],
          expect: patience,
          include: ['agent/test/faults/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: ['scripts/built-agent.ts'],
          setupFiles: ['scripts/patience.ts'],
          expect: patience,
          include: ['dashboard/test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Half of each is waiting, but with three a machine of two processors keeps pages waiting past what a person would.
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
