import { kindOf } from '@sereno/shared/cause.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { complaintsIn, printsLately } from '../judge/checkin.ts'
import { isOptional } from '../judge/rate.ts'
import type { Around } from '../judge/types.ts'
import { inOwnSubnet } from './neighbour.ts'
import type { Roster, Watched } from './roster.ts'
import type { WatchTools } from './watch-tools.ts'

/** iOS takes a while to notice that the internet is back, and an iPad checks in once a minute. */
const lineBackMs = 90_000

/** How the rest of the venue is, for what an iPad tells of itself; `null` for any other device. */
export function aroundOf(device: DeviceSetting, roster: Roster, tools: WatchTools): Around | null {
  if (device.type !== 'ipad') return null
  const others = roster.all().filter((one) => one.device.inService && one.device.id !== device.id)
  const from = roster.get(device.id)?.live.checkin?.fact.address ?? device.address
  return {
    internet: internetOf(others, tools.clock.monotonic()),
    place: placeOf(from, device, tools),
    printers: printersOf(others.filter((one) => one.device.type === 'printer')),
    otherPads: otherPadsOf(
      others.filter((one) => one.device.type === 'ipad'),
      tools,
    ),
  }
}

/** A printer takes one connection at a time: so soon after a look it is not asked again because an iPad complains. */
const printerFreshMs = 2000

/**
 * The devices that bear witness to what an iPad complains of, and how old their verdict may be: they are looked at afresh
 * before the iPad is taken at its word.
 */
export function witnesses(told: Reading, roster: Roster): { witness: Watched; freshMs: number }[] {
  const { internet, printers } = complaintsIn(told)
  return roster.all().flatMap((witness) => {
    const { device } = witness
    if (!device.inService) return []
    if (internet && leadsOut(device)) return [{ witness, freshMs: 0 }]
    return printers && device.type === 'printer' ? [{ witness, freshMs: printerFreshMs }] : []
  })
}

const leadsOut = ({ role }: DeviceSetting): boolean => role === 'line' || role === 'resolver'

function internetOf(others: readonly Watched[], now: number): Around['internet'] {
  const ways = others.filter(({ device }) => leadsOut(device))
  if (!ways.some(({ device }) => device.role === 'line')) return 'unwatched'
  const works = ways.every(({ live, cutOffUntil }) => {
    const wasAway = cutOffUntil !== null && now - cutOffUntil < lineBackMs
    return (live.state === 'up' || live.state === 'degraded') && !wasAway
  })
  return works ? 'works' : 'away'
}

/** Through our own machine, such as by a proxy on it, an iPad may come from anywhere: then where it is set to be counts. */
function placeOf(from: string | null, device: DeviceSetting, { surroundings }: WatchTools): Around['place'] {
  const address = from !== null && surroundings.isOwnAddress(from) ? device.address : from
  if (address === null || surroundings.isOwnAddress(address)) return 'unknown'
  return inOwnSubnet(address, surroundings) ? 'own_subnet' : 'elsewhere'
}

function printersOf(printers: readonly Watched[]): Around['printers'] {
  const count = (isSo: (watched: Watched) => boolean) => printers.filter(isSo).length
  const fails = ({ live }: Watched) =>
    live.state === 'down' && live.cause !== null && kindOf(live.cause.code) === 'Fail'
  const answers = (watched: Watched) => ['up', 'degraded'].includes(watched.live.state) || fails(watched)
  return {
    reached: count(answers),
    silent: count((watched) => !answers(watched)),
    failing: count(fails),
    // A way that a printer need not have may be refused for ever.
    refusing: count(({ memory }) =>
      Object.values(memory?.ways ?? {}).some((way) => way.refused !== null && !isOptional(way.probe)),
    ),
  }
}

function otherPadsOf(pads: readonly Watched[], { clock, surroundings }: WatchTools): Around['otherPads'] {
  const told = pads
    .filter(({ live }) => inOwnSubnet(live.checkin?.fact.address ?? null, surroundings))
    .map(({ live }) => printsLately(live.checkin, clock.now()))
  return {
    printing: told.filter((one) => one === 'printing').length,
    cutOff: told.filter((one) => one === 'cut_off').length,
  }
}
