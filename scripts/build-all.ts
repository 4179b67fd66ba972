import { type Ended, runTool } from './run.ts'

/** Builds the agent and its dashboard where their sources have changed. */
export const buildAll = (): Promise<Ended> => runTool('turbo/bin/turbo', ['run', 'build', '--output-logs=errors-only'])
