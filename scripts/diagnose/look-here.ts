import type { Detail } from '@sereno/shared/activity.ts'
import { kindOf } from '@sereno/shared/cause.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { NeighbourFact, Reading } from '@sereno/shared/reading.ts'
import { systemClock } from '../../agent/src/clock.ts'
import { vendorOf } from '../../agent/src/discover/vendor.ts'
import { checkDevice } from '../../agent/src/flow/check.ts'
import { learn, unseen } from '../../agent/src/flow/live.ts'
import type { Look as LookOnce } from '../../agent/src/flow/looker.ts'
import { freshNeighbour, inOwnSubnet } from '../../agent/src/flow/neighbour.ts'
import { judge } from '../../agent/src/judge/judge.ts'
import { causeText, wordsOf } from '../../agent/src/judge/message.ts'
import type { Condition } from '../../agent/src/judge/types.ts'
import { surroundings } from '../../agent/src/net/surroundings.ts'
import { findProbe } from '../../agent/src/probes/index.ts'
import type { Finding, Look, Subject } from './report.ts'

/** What looking from this machine works with; one `look` for all, so that one fping serves them. */
export interface LookingHere {
  look: LookOnce
  language: Language
  signal: AbortSignal
}

/**
 * Looks at a device from this machine with its probes and judges it as the agent would at its first check: by what is
 * seen now, without any memory of it.
 */
export async function lookHere(device: DeviceSetting, { look, language, signal }: LookingHere): Promise<Subject> {
  const check = await checkDevice(device, device.probes, null, {
    clock: systemClock,
    look,
    findProbe: (type) => findProbe(type) ?? null,
    neighbour: (one) => freshNeighbour(one, surroundings, signal),
    // It has looked at nothing before, so it cannot tell that a device moved or lost its address.
    addresses: null,
    isLossy: () => false,
    isKnown: () => false,
    signal,
  })
  const { state, conditions } = judge(null, check, {
    open: null,
    quiet: false,
    maintenance: false,
    parent: null,
    ownSubnet: inOwnSubnet(device.address, surroundings),
    around: null,
  })
  const live = unseen()
  learn(live, check.readings, check.at)
  const last = new Map(check.readings.map((reading) => [reading.probeId, reading]))
  const neighbour = check.neighbour ?? (await freshNeighbour(device, surroundings, signal))
  const mac = neighbour?.mac ?? live.identity?.mac ?? null
  return {
    name: device.name,
    type: device.type,
    address: device.address,
    state,
    mac,
    vendor: live.identity?.vendor ?? (mac === null ? null : vendorOf(mac)),
    model: live.identity?.model ?? null,
    serial: live.identity?.serial ?? null,
    looks: [...arpLook(neighbour), ...[...last.values()].map(lookOf)],
    verdict: conditions.map((condition) => findingOf(condition, device.name, language)),
  }
}

const lookOf = ({ probe, contact, latencyMs, code, attempt, facts }: Reading): Look => ({
  probe,
  contact,
  latencyMs,
  code,
  attempt,
  facts: Object.fromEntries(facts.map(({ fact, ...rest }): [string, Detail] => [fact, rest])),
})

/** What ARP says, told like a look: whether anyone has the address is what a technician asks first. */
function arpLook(neighbour: NeighbourFact | null): Look[] {
  if (neighbour === null || neighbour.state === 'unknown') return []
  const contact = neighbour.state === 'present' ? 'answered' : 'unreachable'
  const { fact, ...rest } = neighbour
  return [{ probe: 'arp', contact, latencyMs: null, code: null, attempt: 1, facts: { [fact]: rest } }]
}

function findingOf({ cause, detail }: Condition, deviceName: string, language: Language): Finding {
  const kind = kindOf(cause)
  const words = wordsOf(language, { cause, deviceName, detail, text: null, kind: kind ?? 'Error' })
  return { kind, cause, text: causeText(language, cause), ...words }
}
