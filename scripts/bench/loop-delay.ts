import type { BenchAgent } from './agent.ts'

/** Turns of the agent's event loop, ms: the worst since its start, and the worst hundredth of the last minute. */
export interface LoopDelay {
  maxMs: number
  p99Ms: number
}

/** As the agent itself measures them and tells at `/metrics`. */
export async function loopDelay({ client }: Pick<BenchAgent, 'client'>): Promise<LoopDelay> {
  const text = await client.text('/metrics')
  const figureOf = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'mu').exec(text)?.[1] ?? Number.NaN) * 1000
  return { maxMs: figureOf('sereno_loop_delay_max_seconds'), p99Ms: figureOf('sereno_loop_delay_p99_seconds') }
}
