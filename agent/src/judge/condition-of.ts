import type { Condition } from './condition.ts'
import type { Finding } from './finding.ts'
import { evidence, type Result } from './result.ts'
import { ruleOf } from './rule.ts'

/** A condition with its rule and the evidence for it. */
export function conditionOf(
  finding: Finding,
  results: readonly Result[],
  at: number,
  probe?: string | null,
): Condition {
  const seen = probe === undefined ? (results[0]?.reading.probe ?? null) : probe
  const own = results.filter(({ reading }) => seen === null || reading.probe === seen)
  return {
    cause: finding.cause,
    probe: seen,
    rule: ruleOf(finding.cause),
    attempts: Math.max(1, ...own.map(({ reading }) => reading.attempt)),
    seenAt: at,
    detail: { ...finding.detail, readings: evidence(results) },
  }
}
