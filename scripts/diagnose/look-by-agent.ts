import type { Notice } from '@sereno/shared/activity.ts'
import type { ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { EntryBrief } from '@sereno/shared/overview.ts'
import { causeText } from '../../agent/src/judge/message.ts'
import type { AgentClient } from '../cli/agent-client.ts'
import { CliFault } from '../cli/cli-fault.ts'
import { exitCodes } from '../cli/exit-codes.ts'
import type { Finding, Look, Report, Subject } from './report.ts'

/** Checks that the agent makes for us at once: it watches a venue meanwhile. */
const atOnce = 4

type Checked = ResponseOf<Api['devices.check']>

/**
 * Lets an agent look at its devices (at those that `hosts` name by id, address or name, or at all in service) and reads
 * what it has open on each: its verdicts rest on its memory, which this command has not.
 */
export async function lookByAgent(
  client: AgentClient,
  hosts: readonly string[],
  language: Language,
  progress: (done: number, total: number) => void,
): Promise<Pick<Report, 'subjects' | 'lacks' | 'venue'>> {
  const devices = await allDevices(client)
  const chosen = hosts.length === 0 ? devices.filter((one) => one.inService) : hosts.map((host) => named(devices, host))
  const waiting = [...new Set(chosen)]
  const checked = new Map<string, Checked>()
  const total = waiting.length
  progress(0, total)
  const worker = async () => {
    for (let device = waiting.shift(); device; device = waiting.shift()) {
      checked.set(device.id, await client.call('devices.check', { at: { id: device.id } }))
      progress(checked.size, total)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))

  const [overview, notices] = await Promise.all([
    client.call('overview.get'),
    client.call('notices.list', { query: { limit: 500 } }),
  ])
  const told = [...overview.incidents.flatMap((incident) => incident.entries), ...overview.explained]
  const entries = [...new Map(told.map((entry) => [entry.id, entry])).values()].filter(
    ({ endedAt }) => endedAt === null,
  )
  const open = notices.items.filter((notice) => notice.endedAt === null)
  const fromEntry = ({ kind, cause, message, advice }: EntryBrief): Finding => ({
    kind,
    cause,
    text: causeText(language, cause),
    message,
    advice,
  })
  const fromNotice = ({ cause, message }: Notice): Finding => ({
    kind: null,
    cause,
    text: causeText(language, cause),
    message,
    advice: '',
  })
  const subjects = [...checked.values()].map((one) => {
    const of = <T extends { deviceId: string | null }>(list: readonly T[]) =>
      list.filter(({ deviceId }) => deviceId === one.device.id)
    return subjectOf(one, [...of(entries).map(fromEntry), ...of(open).map(fromNotice)])
  })
  const own = entries.filter((entry) => entry.deviceId === null)
  if (hosts.length === 0 && own.length > 0) subjects.unshift(agentItself(own.map(fromEntry)))
  return { subjects, lacks: overview.lacks, venue: overview.venue.name }
}

async function allDevices(client: AgentClient): Promise<Device[]> {
  const devices: Device[] = []
  let cursor: string | null = null
  do {
    const page: ResponseOf<Api['devices.list']> = await client.call('devices.list', {
      query: { limit: 500, ...(cursor === null ? {} : { cursor }) },
    })
    devices.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return devices
}

function named(devices: readonly Device[], host: string): Device {
  const wanted = host.toLowerCase()
  const found = devices.find(({ id, address, name, mac }) =>
    [id, address, name, mac].some((one) => one?.toLowerCase() === wanted),
  )
  if (found) return found
  throw new CliFault('E_FOUND', exitCodes.notFound, 'no_such_device', { host })
}

function subjectOf({ device, outcomes }: Checked, told: readonly Finding[]): Subject {
  const { name, type, address, state, mac, vendor, model, serial, cause } = device
  // A device behind a parent that is down has nothing of its own open.
  const named = told.length === 0 && cause !== null
  return {
    name,
    type,
    address,
    state,
    mac,
    vendor,
    model,
    serial,
    looks: outcomes.map(({ probe, latencyMs, detail }): Look => {
      const { contact, code, attempt, ...facts } = detail
      return {
        probe,
        latencyMs,
        contact: String(contact),
        code: typeof code === 'string' ? code : null,
        attempt: Number(attempt),
        facts,
      }
    }),
    verdict: named ? [{ kind: null, cause: cause.code, text: cause.text, message: cause.text, advice: '' }] : [...told],
  }
}

/** What is open on the box itself and on the venue's network as a whole. */
const agentItself = (verdict: Finding[]): Subject => ({
  name: 'Sereno',
  type: 'other',
  address: null,
  state: 'degraded',
  mac: null,
  vendor: null,
  model: null,
  serial: null,
  looks: [],
  verdict,
})
