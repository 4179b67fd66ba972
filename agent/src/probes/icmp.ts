import { z } from 'zod'
import { unable } from '../net/contact.ts'
import { echo } from '../net/icmp.ts'
import { type Located, locate } from './locate.ts'
import type { Probe, Sighting, Target } from './probe.ts'

const icmpOptions = z.strictObject({})
type IcmpOptions = z.infer<typeof icmpOptions>

/** One fping serves all targets that wait equally long. */
async function look(targets: Target<IcmpOptions>[], signal: AbortSignal): Promise<Sighting[]> {
  const places = await Promise.all(targets.map((target) => locate(target, signal)))
  const rounds = new Map<number, string[]>()
  targets.forEach(({ timeoutMs }, index) => {
    const place = places[index]
    if (place && 'address' in place) rounds.set(timeoutMs, [...(rounds.get(timeoutMs) ?? []), place.address])
  })
  const answers = new Map(
    await Promise.all(
      [...rounds].map(async ([timeoutMs, addresses]) => [timeoutMs, await echo(addresses, timeoutMs, signal)] as const),
    ),
  )
  const seen = (place: Located | undefined, timeoutMs: number): Sighting => {
    if (place && 'lost' in place) return place.lost
    const attempt = place && answers.get(timeoutMs)?.get(place.address)
    return { ...(attempt ?? unable('NO_ANSWER')), facts: [] }
  }
  return targets.map(({ timeoutMs }, index) => seen(places[index], timeoutMs))
}

/** An ICMP echo request (RFC 792, RFC 4443). */
export const icmp: Probe<IcmpOptions> = {
  type: 'icmp',
  rate: { everySeconds: 10, timeoutMs: 1000, attempts: 3 },
  // With a time-out of a second the attempts begin 1.75 s apart: a fault is confirmed within 13 s on average.
  pauseMs: 750,
  usualFor: ['printer', 'router', 'switch', 'access-point', 'ups', 'other'],
  options: icmpOptions,
  look,
}
