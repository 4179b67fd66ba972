import type { IdentityFact } from '@sereno/shared/reading.ts'
import { joinIdentities } from '../discover/join-identities.ts'
import { namesOf } from '../discover/names-of.ts'

/** Who a device is changes rarely, and asking costs more than its status: once an hour is often enough. */
const askAgainMs = 3_600_000

/** What one probe learnt of who a device is. */
export interface Learnt {
  fact: IdentityFact
  /** When the probe last asked for all of it, ms since 1970; `null`: it never did. */
  askedAt: number | null
}

/** Whether a probe need not ask now who the device is. */
export function isKnownLately(learnt: ReadonlyMap<string, Learnt>, probeId: string, now: number): boolean {
  const askedAt = learnt.get(probeId)?.askedAt ?? null
  // Either way: a clock that was set back must not put the question off for years.
  return askedAt !== null && Math.abs(now - askedAt) < askAgainMs
}

/**
 * Takes up what a probe saw of who the device is, and gives the identity that all its probes know together, with maker and
 * model as people write them. A look that did not ask for all adds to what was known, unless another device answered.
 */
export function takeUp(learnt: Map<string, Learnt>, probeId: string, fact: IdentityFact, at: number): IdentityFact {
  const before = learnt.get(probeId)
  const isWhole = fact.network !== undefined
  if (isWhole || before === undefined || !isSame(before.fact, fact)) {
    learnt.set(probeId, { fact, askedAt: isWhole ? at : null })
  } else {
    const joined = joinIdentities([before.fact, fact]) ?? fact
    learnt.set(probeId, { fact: { ...joined, name: fact.name ?? joined.name }, askedAt: before.askedAt })
  }
  const facts = [...learnt.values()].map((one) => one.fact)
  // What an SNMP agent says describes the product; over IPP it may be a person's words.
  const bySource = facts.toSorted((a, b) => Number(b.objectId !== null) - Number(a.objectId !== null))
  const all = joinIdentities(bySource) ?? fact
  return { ...all, ...namesOf(all) }
}

/** The same device as far as both tell: what no device changes by itself is equal. */
const isSame = (before: IdentityFact, now: IdentityFact): boolean =>
  (['objectId', 'description', 'serial', 'uuid'] as const).every(
    (key) => before[key] === null || now[key] === null || before[key] === now[key],
  )
