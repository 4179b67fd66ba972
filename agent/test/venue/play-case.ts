import type { Entry, Notice } from '@sereno/shared/activity.ts'
import { expect } from 'vitest'
import type { Happening } from './client.ts'
import type { Repair } from './faults.ts'
import { allWell, type Scene } from './scene.ts'

/** An entry as a case expects it: which device (`null`: the agent itself), of which kind, and why. */
export type Expected = [device: string | null, kind: Entry['kind'], cause: string]

/** A fault, and all that the agent may make of it. */
export interface Case {
  fault: () => Promise<Repair>
  /** Exactly these entries, no others. */
  entries: Expected[]
  /** Notices that must be there too. */
  notices?: [device: string, cause: string][]
  /** Devices that the fault touches besides those. */
  touches?: string[]
  /** How long each of them may take (`windowMs`). */
  withinMs: number
  /** Looks closer while the fault lasts. */
  during?: (entries: Entry[]) => Promise<void>
  /** What was found outlasts the repair by minutes, so its end is not waited for: the last case of its venue. */
  outlasts?: boolean
}

/**
 * Upper bound of `kinds.md` for a fault to be on the screen, ms: its probe's interval (5 s in this venue), its attempts,
 * and 5 s. A test waits twice as long before it gives up, for a machine under load; what it measured is printed.
 */
export const windowMs = (timeoutMs: number, attempts: number): number => 5000 + attempts * (timeoutMs + 1000) + 5000

const figures: Record<string, { found: string; ended: string }> = {}
/** Notes how long a case took to be found that was not played. */
export const noteFigure = (name: string, foundMs: number): void => {
  figures[name] = { found: `${(foundMs / 1000).toFixed(1)} s`, ended: 'later' }
}
/** Prints how long each case took to be found, and to be over. */
export const printFigures = (): void => console.table(figures)
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Breaks something; expects exactly what the case names, on the event stream and in the log; repairs; expects its end. */
export async function playCase(scene: Scene, name: string, of: Case): Promise<void> {
  const { listener, agent } = scene
  if (!agent.program.alive()) throw new Error(`the agent is gone:\n${agent.program.said.slice(-20).join('\n')}`)
  await allWell(scene)
  for (const [device] of [...of.entries, ...(of.notices ?? [])]) scene.touched.add(device)
  for (const device of of.touches ?? []) scene.touched.add(device)
  const from = listener.heard.length
  const since = Date.now()
  const repair = await of.fault()
  const hear = <T>(what: string, find: (happening: Happening) => T | null) =>
    listener.until(what, of.withinMs * 2, from, find)

  let entries: Entry[] = []
  let found: string
  try {
    entries = await Promise.all(of.entries.map((one) => hear(one.join(' '), (happening) => entryOf(happening, one))))
    for (const [device, cause] of of.notices ?? []) {
      await hear(`${device} ${cause}`, ({ event, data }) => {
        const { deviceName, cause: code } = data as Notice
        return event === 'notice' && deviceName === device && code === cause ? true : null
      })
    }
    found = seconds(since)
    await of.during?.(entries)
  } finally {
    await repair()
  }
  const repaired = Date.now()
  if (of.outlasts) {
    figures[name] = { found, ended: 'later' }
    return nothingElse(scene, since, of.entries)
  }
  // A Retry of checks ends only after ten minutes without a further one.
  for (const { id, deviceName, cause } of entries.filter((one) => one.kind !== 'Retry')) {
    await hear(`the end of ${deviceName} ${cause}`, ({ event, data }) =>
      event === 'activity' && (data as Entry).id === id && (data as Entry).endedAt !== null ? true : null,
    )
  }
  figures[name] = { found, ended: entries.length > 0 ? seconds(repaired) : '' }
  await allWell(scene)
  await nothingElse(scene, since, of.entries)
}

const entryOf = ({ event, data }: Happening, [device, kind, cause]: Expected): Entry | null => {
  if (event !== 'activity') return null
  const entry = data as Entry
  return entry.deviceName === device && entry.kind === kind && entry.cause === cause ? entry : null
}

/**
 * The log holds these entries and no others. A check that a fault or its repair met between two attempts was answered
 * late, which is a true Retry (rule K1) of a device that the cases of this venue touched, and may stay open for ten
 * minutes: it says nothing against the verdict on the fault.
 */
async function nothingElse({ client, touched }: Scene, since: number, expected: Expected[]): Promise<void> {
  const { items } = await client.call('activity.list', { query: { since: new Date(since).toISOString(), limit: 500 } })
  const others = items.filter(({ cause, deviceName }) => cause !== 'check_retry' || !touched.has(deviceName))
  const short = others.map(({ deviceName, kind, cause }): Expected => [deviceName, kind, cause])
  const meant = expected.filter(([, , cause]) => cause !== 'check_retry')
  expect(short.toSorted(), JSON.stringify(others, null, 1)).toEqual(meant.toSorted())
}
