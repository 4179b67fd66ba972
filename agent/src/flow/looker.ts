import type { Probe, Sighting, Target } from '../probes/probe.ts'

interface Waiting {
  target: Target<object>
  seen(sighting: Sighting): void
}

/** Asks for one look; looks by the same probe that are asked for in the same turn share one call. */
export type Look = (probe: Probe, target: Target<object>) => Promise<Sighting>

/**
 * Gathers looks, so that one fping serves all devices that are due. Failures of a probe itself (which its contract
 * forbids) become a reading that says nothing about the device.
 */
export function makeLooker(signal: AbortSignal): Look {
  const waiting = new Map<Probe, Waiting[]>()

  async function serve(probe: Probe): Promise<void> {
    const batch = waiting.get(probe) ?? []
    waiting.delete(probe)
    const sightings = await lookSafely(
      probe,
      batch.map((one) => one.target),
      signal,
    )
    batch.forEach((one, index) => {
      one.seen(sightings[index] ?? unable('NO_SIGHTING'))
    })
  }

  return (probe, target) =>
    new Promise((seen) => {
      const batch = waiting.get(probe)
      if (batch) batch.push({ target, seen })
      else {
        waiting.set(probe, [{ target, seen }])
        setImmediate(() => void serve(probe))
      }
    })
}

async function lookSafely(probe: Probe, targets: Target<object>[], signal: AbortSignal): Promise<Sighting[]> {
  try {
    return await probe.look(targets, signal)
  } catch (fault) {
    return targets.map(() => unable((fault as Error).name))
  }
}

const unable = (code: string): Sighting => ({ contact: 'unable', latencyMs: null, code, facts: [] })
