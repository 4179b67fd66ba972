import { type Cause, kindOf } from '@sereno/shared/cause.ts'
import type { DeviceSetting, DeviceState } from '@sereno/shared/device.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { type Recognised, recognise } from '../../agent/src/discover/recognise.ts'
import { judge } from '../../agent/src/judge/judge.ts'
import { noticeWords, wordsOf } from '../../agent/src/judge/message.ts'
import { supplyPercent } from '../../agent/src/judge/supplies.ts'
import type { Sighting } from '../../agent/src/probes/probe.ts'

/** What Sereno concludes of one recorded device. */
export interface Conclusion extends Pick<Recognised, 'type' | 'vendor' | 'model' | 'serial' | 'name'> {
  recording: string
  contact: Reading['contact']
  code: string | null
  state: DeviceState
  conditions: { kind: string; cause: Cause; words: string }[]
  supplies: { description: string; percent: number | null; fills: boolean }[]
}

const address = '192.0.2.10'

/** Recognises what one look saw, and judges it as the first look at a device of that type. */
export function conclude(recording: string, probe: 'snmp' | 'ipp', seen: Sighting, at: number): Conclusion {
  const clues = { address, mac: null, macVendor: null, openPorts: [], services: [], isGateway: false }
  const { type, vendor, model, serial, name } = recognise({ ...clues, facts: seen.facts })
  const device = deviceOf(type, name, probe)
  const reading: Reading = { probe, probeId: probe, at, attempt: 1, ...seen }
  const judgement = judge(
    null,
    { device, at, readings: [reading], neighbour: null },
    { open: null, quiet: false, maintenance: false, parent: null, ownSubnet: true, around: null },
  )
  const conditions = judgement.conditions.map(({ cause, detail }) => {
    const kind = kindOf(cause)
    const told = { cause, detail, deviceName: name, text: null }
    return {
      kind: kind ?? 'notice',
      cause,
      words: kind === null ? noticeWords('en', told) : wordsOf('en', { ...told, kind }).message,
    }
  })
  const supplies = seen.facts
    .flatMap((fact) => (fact.fact === 'printer_mib' || fact.fact === 'ipp' ? fact.supplies : []))
    .map((supply) => ({ description: supply.description, percent: supplyPercent(supply), fills: supply.fills }))
  return {
    ...{ recording, type, vendor, model, serial, name, contact: seen.contact, code: seen.code },
    ...{ state: judgement.state, conditions, supplies },
  }
}

const deviceOf = (type: DeviceSetting['type'], name: string, probe: string): DeviceSetting => ({
  id: 'recorded',
  name,
  type,
  place: '',
  address,
  mac: null,
  inService: true,
  parentId: null,
  role: null,
  probes: [{ id: probe, type: probe, everySeconds: 20, timeoutMs: 2000, attempts: 1, options: {} }],
})
