import type { Detail } from '@sereno/shared/activity.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { conditionOf } from './condition-of.ts'
import type { Finding } from './finding.ts'
import { tellsElsewhere } from './let-be.ts'
import { blankWay, type Memory, type Way } from './memory.ts'
import { enteredByPerson } from './rate.ts'
import { factOf, type Result } from './result.ts'
import type { Check, Context } from './types.ts'

const stuckChecks = 3
const stuckMs = 60_000

/** What each look taught about its way: whether it answers, how often it was refused. Before anything is judged. */
export function learn(draft: Memory, results: readonly Result[], at: number): void {
  for (const { reading, told } of results) {
    if (told === 'nothing') continue
    const way = draft.ways[reading.probeId] ?? blankWay(reading.probe)
    draft.ways[reading.probeId] = way
    way.contact = reading.contact
    if (told === 'answer') way.quiet = false
    const toUs = told === 'answer' && reading.contact === 'answered' && !factOf(reading, 'snmp_auth')
    way.answered ||= toUs
    way.unanswered = toUs ? 0 : Math.min(way.unanswered + 1, 99)
    if (told === 'answer') way.answeredAt = at
    way.refused =
      reading.contact === 'refused' ? { count: (way.refused?.count ?? 0) + 1, since: way.refused?.since ?? at } : null
  }
}

/** How each way that was looked at came off while the device answered in some way. */
export function compareWays(draft: Memory, check: Check, context: Context, results: readonly Result[]): void {
  for (const result of results) {
    const way = draft.ways[result.reading.probeId]
    if (result.told === 'nothing' || !way) continue
    way.quiet = result.told === 'silence'
    const finding = findingOf(result, way, check, context, tellsElsewhere(draft))
    const conditions = finding ? [conditionOf(finding, results, check.at, result.reading.probe)] : []
    draft.contact[result.reading.probeId] = conditions
  }
}

/** What a way's contact means beside ways that answer; `null`: nothing worth saying. */
function findingOf(result: Result, way: Way, check: Check, context: Context, elsewhere: boolean): Finding | null {
  const { reading, told } = result
  const silent = told === 'silence'
  switch (reading.probe) {
    case 'icmp':
      return silent ? { cause: 'no_icmp', detail: {} } : null
    case 'snmp':
      return snmpFinding(result, way, check)
    case 'internet':
      return silent ? { cause: 'isp_down', detail: {} } : null
    case 'dns':
      return silent ? { cause: 'dns_down', detail: {} } : null
    case 'http':
      if (context.ownSubnet) return portFinding(result, way, check)
      return silent || reading.contact !== 'answered' ? { cause: 'pos_cloud', detail: why(result) } : null
    case 'escpos':
      return elsewhere && hasNoStatus(result) ? null : portFinding(result, way, check)
    case 'tcp':
      return portFinding(result, way, check)
    // Ways that a device need not have: their silence tells nothing while another answers.
    default:
      return null
  }
}

function portFinding({ reading, told }: Result, way: Way, check: Check): Finding | null {
  const detail = portOf(check.device, reading.probeId)
  if (told === 'silence') return { cause: 'port_silent', detail }
  if (reading.probe === 'escpos' && hasNoStatus({ reading, told })) return { cause: 'no_status', detail }
  if (!way.refused) return null
  const stuck = way.refused.count >= stuckChecks && check.at - way.refused.since >= stuckMs
  return { cause: stuck ? 'port_stuck' : 'busy', detail }
}

/** It takes the connection and gives no status: worth a word only where the printer does not tell it in another way. */
const hasNoStatus = ({ reading }: Result): boolean => reading.contact === 'mute' || reading.contact === 'garbled'

/** Silence, or an error report, counts where SNMP is known to work or a person entered what was refused. */
function snmpFinding({ reading }: Result, way: Way, check: Check): Finding | null {
  const auth = factOf(reading, 'snmp_auth')
  const setting = check.device.probes.find((probe) => probe.id === reading.probeId)
  const expected = way.answered || enteredByPerson(setting)
  if (!expected || !(auth || reading.contact === 'silent')) return null
  return { cause: 'snmp_config', detail: auth ? { reason: auth.reason } : {} }
}

const why = ({ reading }: Result): Detail => (reading.code === null ? {} : { code: reading.code })

function portOf(device: DeviceSetting, probeId: string): Detail {
  const port = device.probes.find((probe) => probe.id === probeId)?.options.port
  return typeof port === 'number' ? { port } : {}
}
