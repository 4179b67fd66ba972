import type { DeviceSetting, ProbeSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact, Reading } from '@sereno/shared/reading.ts'
import type { Clock } from '../clock.ts'
import { attemptsFor, lossy, triesAgain } from '../judge/attempts.ts'
import { inDoubt } from '../judge/doubt.ts'
import type { Check, Memory } from '../judge/types.ts'
import type { Probe } from '../probes/probe.ts'
import type { Look } from './looker.ts'

export interface CheckTools {
  clock: Clock
  look: Look
  findProbe(type: string): Probe | null
  /** Refreshes the neighbour entry of a device of our own subnets; `null` for any other. */
  neighbour(device: DeviceSetting): Promise<NeighbourFact | null>
  signal: AbortSignal
}

/**
 * One check of a device:
 * 1. every probe that is due looks, and tries again where that may help;
 * 2. as soon as one of them falls silent, all the device's other ways are looked at too, and its neighbour entry is
 *    refreshed, while the further attempts run;
 * 3. what was seen is handed to the judge, in the order it was seen.
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

  const lookWith = async (setting: ProbeSetting): Promise<void> => {
    const probe = tools.findProbe(setting.type)
    if (!probe || looked.has(setting.id)) return
    looked.add(setting.id)
    const attempts = attemptsFor(setting, lossy(memory))
    for (let attempt = 1; attempt <= attempts && !tools.signal.aborted; attempt++) {
      const reading = await lookOnce(device, setting, probe, attempt, tools)
      readings.push(reading)
      if (inDoubt([reading], memory)) doubt()
      if (!triesAgain(reading) || attempt === attempts) return
      await pause(tools.clock, probe.pauseMs)
    }
  }

  function doubt(): void {
    neighbour ??= tools.neighbour(device)
    others ??= Promise.all(device.probes.map(lookWith)).then(() => {})
  }

  await Promise.all(due.map(lookWith))
  await others
  return { device, at: tools.clock.now(), readings, neighbour: await neighbour }
}

async function lookOnce(
  device: DeviceSetting,
  setting: ProbeSetting,
  probe: Probe,
  attempt: number,
  tools: CheckTools,
): Promise<Reading> {
  const options = probe.options.safeParse(setting.options)
  // The services refuse both; a hand that edits `venue.json` may still write them.
  const isFit = probe.onlyFor?.includes(device.type) ?? true
  const sighting =
    options.success && isFit
      ? await tools.look(probe, { address: device.address, timeoutMs: setting.timeoutMs, options: options.data })
      : { contact: 'unable' as const, latencyMs: null, code: isFit ? 'BAD_OPTIONS' : 'WRONG_DEVICE_TYPE', facts: [] }
  return { probe: setting.type, probeId: setting.id, at: tools.clock.now(), attempt, ...sighting }
}

const pause = (clock: Clock, ms: number): Promise<void> => new Promise((over) => void clock.after(ms, over))
