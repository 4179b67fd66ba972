import type { Detail } from '@sereno/shared/activity.ts'
import { kindOf } from '@sereno/shared/cause.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { systemClock } from '../../agent/src/clock.ts'
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
    isKnown: () => false,
    signal,
  })
  const { state, conditions } = judge(null, check, {
    open: null,
    maintenance: false,
    parent: null,
    ownSubnet: inOwnSubnet(device.address, surroundings),
    around: null,
  })
  const live = unseen()
  learn(live, check.readings, check.at)
  const last = new Map(check.readings.map((reading) => [reading.probeId, reading]))
  return {
    name: device.name,
    type: device.type,
    address: device.address,
    state,
    mac: check.neighbour?.mac ?? live.identity?.mac ?? null,
    vendor: live.identity?.vendor ?? null,
    model: live.identity?.model ?? null,
    serial: live.identity?.serial ?? null,
    looks: [...last.values()].map(lookOf),
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

function findingOf({ cause, detail }: Condition, deviceName: string, language: Language): Finding {
  const kind = kindOf(cause)
  const words = wordsOf(language, { cause, deviceName, detail, text: null, kind: kind ?? 'Error' })
  return { kind, cause, text: causeText(language, cause), ...words }
}
