import type { ChildProcess } from 'node:child_process'
import { keepAlive, supervised } from '../watchdog.ts'
import { type Patience, usualPatience } from './begin-run.ts'
import { wayOf } from './clone.ts'
import { openRun, placesOf } from './record.mjs'
import { tellWay } from './supervisor.mjs'
import { takeAsks } from './take-asks.ts'
import { answerUpdating } from './updating-answer.ts'

interface Running {
  root: string
  args: readonly string[]
  environment: NodeJS.ProcessEnv
  /** Builds what is not built; gives `false` where it cannot. */
  build: () => Promise<boolean>
  start: (more: Record<string, string>) => ChildProcess
  patience?: Patience
}

/** Builds and runs the agent of a start that goes on over updates, and does the updates that are asked for meanwhile. */
export async function runKept({
  root,
  args,
  environment,
  build,
  start,
  patience = usualPatience,
}: Running): Promise<void> {
  const { data, host, port, address } = placesOf(args, environment)
  const isKept = environment.SERENO_KEPT === '1'
  // Between two versions: whoever comes by hears that, until the new agent takes the port.
  const tried = isKept ? openRun(data) : null
  const endAnswer = tried === null ? null : await answerUpdating({ host, port, since: tried.startedAt })
  const isBuilt = await build()
  await endAnswer?.()
  if (!isBuilt) process.exit(1)
  const updates = isKept ? (port === 0 ? 'no_port' : wayOf(root)) : 'by_hand'
  const kept = keepAlive(() => start({ ...supervised, SERENO_UPDATES: updates }))
  if (isKept) tellWay(data, updates)
  if (updates === 'git') takeAsks({ root, data, host, port, url: `http://${address}:${port}`, patience, kept })
}
