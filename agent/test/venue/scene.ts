import type { Device } from '@sereno/shared/device.ts'
import { expect, vi } from 'vitest'
import type { Client } from './client.ts'
import { addDevices, type DeviceIds } from './devices.ts'
import { type EscposPrinter, startEscpos } from './escpos.ts'
import { type Faults, makeFaults } from './faults.ts'
import { type Listener, makeListener } from './listener.ts'
import { type Machine, wholeMachine } from './machines.ts'
import { type RunningAgent, runAgent } from './run-agent.ts'
import { startDns, startMail, startWeb } from './servers.ts'
import { startHostSnmp, startPrinterSnmp } from './snmp-agent.ts'
import { openVenue, type Venue } from './venue.ts'

/** A venue with the real agent in it, which has found every device well. */
export interface Scene {
  venue: Venue
  faults: Faults
  agent: RunningAgent
  client: Client
  listener: Listener
  ids: DeviceIds
  bar: EscposPrinter
  kitchen: EscposPrinter
  office: { set(rows: Parameters<Awaited<ReturnType<typeof startPrinterSnmp>>['set']>[0]): void }
  mails(): string[]
  /** Ids of the devices that the agent's machine cannot look at. */
  blindTo: string[]
  /** States are stale between two looks, so only the looks tell. */
  isHurried: boolean
  /** Names of the devices that the cases played so far touched. */
  touched: Set<string | null>
  device(id: string): Promise<Device>
  /** The state of a device, and the cause of it. */
  stateOf(id: string): Promise<{ state: Device['state']; code: string | undefined }>
  close(): Promise<void>
}

/**
 * Builds the venue with all its servers, starts the agent in it and adds the devices.
 * @param prepare changes the venue before the agent sees anything of it
 */
export async function openScene(
  machine: Machine = wholeMachine,
  prepare: (faults: Faults) => Promise<unknown> = async () => {},
): Promise<Scene> {
  const venue = await openVenue()
  try {
    const faults = makeFaults(venue)
    await prepare(faults)
    const [bar, kitchen, office, mail] = await Promise.all([
      startEscpos(venue, 'printer1'),
      startEscpos(venue, 'printer3'),
      startPrinterSnmp(venue, 'printer2'),
      startMail(venue),
      startDns(venue),
      startHostSnmp(venue, 'switch2'),
      startWeb(venue, 'internet', 80),
      startWeb(venue, 'internet', 443),
      startWeb(venue, 'ipad1', 62_078),
      startWeb(venue, 'ipad2', 62_078),
    ])
    const agent = await runAgent(venue, machine)
    const { client } = agent
    const listener = await makeListener(client, agent.program)
    const ids = await addDevices(client)
    const device = (id: string) => client.call('devices.get', { at: { id } })
    const scene: Scene = {
      venue,
      faults,
      agent,
      client,
      listener,
      ids,
      bar,
      kitchen,
      office,
      mails: mail.mails,
      blindTo: machine.blindTo.map((key) => ids[key]),
      isHurried: machine.isHurried ?? false,
      touched: new Set(),
      device,
      async stateOf(id) {
        const { state, cause } = await device(id)
        return { state, code: cause?.code }
      },
      async close() {
        await agent.stop()
        await venue.close()
      },
    }
    await allWell(scene)
    return scene
  } catch (fault) {
    await venue.close()
    throw fault
  }
}

/** Waits until the agent finds every device well that it can look at, and no entry is open. */
export async function allWell({ client, blindTo, isHurried }: Scene): Promise<void> {
  const isWell = ({ id, state, probes }: Device) => {
    if (isHurried) return probes.every(({ last }) => last?.ok === true)
    return (blindTo.includes(id) ? ['unknown'] : ['up', 'degraded']).includes(state)
  }
  const state = async () => {
    const { items } = await client.call('devices.list', { query: { limit: 500 } })
    const unwell = items.filter((device) => !isWell(device))
    const { items: entries } = await client.call('activity.list', { query: { limit: 500 } })
    const open = entries.filter(({ endedAt, kind }) => endedAt === null && kind !== 'Retry')
    return [
      ...unwell.map(({ name, state, cause }) => `${name} ${state} ${cause?.code}`),
      ...open.map(({ deviceName, cause }) => `${deviceName} ${cause}`),
    ]
  }
  await vi.waitFor(async () => expect(await state()).toEqual([]), { timeout: 60_000, interval: 500 })
}
