import type { Detail } from '@sereno/shared/activity.ts'
import type { Cause } from '@sereno/shared/cause.ts'
import { ruleOf } from './rule.ts'
import type { Condition } from './types.ts'

/** What the agent knows of the machine it runs on. */
export interface AgentFacts {
  linkUp: boolean
  hasAddress: boolean
  /** Errors of our own sockets since the last judgement. */
  localErrors: readonly { code: string; at: number }[]
  /** The last run did not end in order. */
  crashed: boolean
  disk: 'ok' | 'full' | 'readonly'
  clockTrusted: boolean
  /** The supply is too weak, or was since the machine started; `null` where nobody tells. */
  underVoltage: 'now' | 'since_start' | null
}

/** What is wrong with the agent itself; never a verdict on a device. */
export function judgeAgent(facts: AgentFacts): Condition[] {
  const found: Condition[] = []
  const find = (cause: Cause, detail: Detail, readings: string[]) =>
    found.push({ cause, probe: null, rule: ruleOf(cause), attempts: 1, detail: { ...detail, readings } })

  if (!facts.linkUp) find('agent_network', { reason: 'no_link' }, ['link down'])
  else if (!facts.hasAddress) find('agent_network', { reason: 'no_address' }, ['link up', 'no address'])
  else if (facts.localErrors.length > 0) {
    const codes = [...new Set(facts.localErrors.map(({ code }) => code))].slice(0, 5)
    find('agent_network', { reason: 'local_errors', codes: codes.join(', ') }, [
      `${facts.localErrors.length} local errors: ${codes.join(', ')}`,
    ])
  }
  if (facts.disk === 'full') find('disk_full', {}, ['write refused: no space left'])
  if (facts.disk === 'readonly') find('disk_readonly', {}, ['write refused: read-only'])
  if (!facts.clockTrusted) find('clock_unset', {}, ['clock not trusted'])
  // What was too weak once stays so until it is replaced, and the machine starts again with that.
  if (facts.underVoltage !== null) find('under_voltage', {}, [`under-voltage ${facts.underVoltage}`])
  if (facts.crashed) find('agent_crashed', {}, ['the last run did not end in order'])
  return found
}
