import { defineConfig } from 'vitest/config'

// unit: fast, side by side. venue: the agent in network namespaces, one after the other. browser: real Chromium.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,agent,dashboard}/src/**/*.test.ts', 'agent/test/*.test.ts', 'scripts/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'venue',
          include: ['agent/test/venue/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['dashboard/test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
