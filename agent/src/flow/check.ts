import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact, Reading } from '@sereno/shared/reading.ts'
import type { Clock } from '../clock.ts'
import { attemptsFor, lossy, timeoutFor, triesAgain } from '../judge/attempts.ts'
import { inDoubt } from '../judge/doubt.ts'
import { isLetBe } from '../judge/let-be.ts'
import { toldBy } from '../judge/result.ts'
import type { Check, Memory, Whereabouts } from '../judge/types.ts'
import type { Probe } from '../probes/probe.ts'
import { type AddressWatch, heldBack } from './address-watch.ts'
import type { Look } from './looker.ts'

export interface CheckTools {
  clock: Clock
  look: Look
  findProbe(type: string): Probe | null
  /** Refreshes the neighbour entry of a device of our own subnets; `null` for any other. */
  neighbour(device: DeviceSetting): Promise<NeighbourFact | null>
  /** Whether the network as a whole loses answers. */
  isLossy(): boolean
  /** Whether who the device is was asked lately in this way. */
  isKnown(setting: ProbeSetting): boolean
  /** `null`: nobody looks who has the addresses. */
  addresses: Pick<AddressWatch, 'isHeldByOther' | 'search' | 'whereabouts'> | null
  signal: AbortSignal
}

/**
 * One check of a device:
 * 1. every probe that is due looks, and tries again where that may help;
 * 2. as soon as one of them falls silent, all the device's other ways are looked at too, and its neighbour entry is
 *    refreshed, while the further attempts run; and it is looked for elsewhere;
 * 3. nothing is sent to an address that another device has, if it might print it;
 * 4. a ping that was answered before another way fell silent is sent again, as it may be older than the fault;
 * 5. what was seen is handed to the judge, in the order it was seen.
 */
export async function checkDevice(
  device: DeviceSetting,
  due: readonly ProbeSetting[],
  memory: Memory | null,
  tools: CheckTools,
): Promise<Check> {
  const readings: Reading[] = []
  const looked = new Set<string>()
  let neighbour: Promise<NeighbourFact | null> | null = null
  let others: Promise<void> | null = null
  let searched: Promise<Whereabouts['elsewhere']> | null = null

  const lookWith = async (setting: ProbeSetting): Promise<void> => {
    const probe = tools.findProbe(setting.type)
    if (!probe || looked.has(setting.id) || isLetBe(setting, memory)) return
    looked.add(setting.id)
    const isLossy = lossy(memory) || tools.isLossy()
    const attempts = attemptsFor(setting, isLossy)
    const timed = { ...setting, timeoutMs: timeoutFor(setting, isLossy) }
    for (let attempt = 1; attempt <= attempts && !tools.signal.aborted; attempt++) {
      const asked = probe.onlyFor === undefined ? null : tools.addresses
      const isKeptFrom = asked !== null && (await asked.isHeldByOther(device, fresh))
      const reading = await lookOnce(device, timed, probe, attempt, tools, isKeptFrom)
      readings.push(reading)
      if (inDoubt([reading], memory)) doubt()
      if (!triesAgain(reading, memory) || attempt === attempts) return
      await pause(tools.clock, probe.pauseMs)
    }
  }

  function fresh(): Promise<NeighbourFact | null> {
    neighbour ??= tools.neighbour(device)
    return neighbour
  }

  async function search(): Promise<Whereabouts['elsewhere']> {
    const entry = await fresh()
    const answered = readings.some((reading) => toldBy(reading) === 'answer')
    return tools.addresses && !answered ? tools.addresses.search(device, entry) : null
  }

  function doubt(): void {
    searched ??= search()
    others ??= Promise.all(device.probes.map(lookWith)).then(() => {})
  }

  await Promise.all(due.map(lookWith))
  await others
  const outdated = answeredBeforeSilence(readings, memory)
  for (const id of outdated) looked.delete(id)
  await Promise.all(device.probes.filter(({ id }) => outdated.includes(id)).map(lookWith))
  const entry = await neighbour
  const whereabouts = (await tools.addresses?.whereabouts(device, readings, entry, memory, searched)) ?? null
  return { device, at: tools.clock.now(), readings, neighbour: entry, whereabouts }
}

/** Only pings: a further look at a port may take a printer's only connection from whoever prints. */
function answeredBeforeSilence(readings: readonly Reading[], memory: Memory | null): string[] {
  const first = readings.findIndex((reading) => toldBy(reading) === 'silence' && inDoubt([reading], memory))
  const before = readings.slice(0, Math.max(first, 0))
  return before.filter(({ probe, contact }) => probe === 'icmp' && contact === 'answered').map(({ probeId }) => probeId)
}

async function lookOnce(
  device: DeviceSetting,
  setting: ProbeSetting,
  probe: Probe,
  attempt: number,
  tools: CheckTools,
  isKeptFrom: boolean,
): Promise<Reading> {
  const options = probe.options.safeParse(setting.options)
  // The services refuse both; a hand that edits `venue.json` may still write them.
  const isFit = probe.onlyFor?.includes(device.type) ?? true
  const sighting =
    options.success && isFit && !isKeptFrom
      ? await tools.look(probe, {
          address: device.address,
          timeoutMs: setting.timeoutMs,
          options: options.data,
          isKnown: tools.isKnown(setting),
        })
      : { contact: 'unable' as const, latencyMs: null, code: whyNot(isKeptFrom, isFit), facts: [] }
  return { probe: setting.type, probeId: setting.id, at: tools.clock.now(), attempt, ...sighting }
}

const whyNot = (isKeptFrom: boolean, isFit: boolean): string =>
  isKeptFrom ? heldBack : isFit ? 'BAD_OPTIONS' : 'WRONG_DEVICE_TYPE'

const pause = (clock: Clock, ms: number): Promise<void> => new Promise((over) => void clock.after(ms, over))
