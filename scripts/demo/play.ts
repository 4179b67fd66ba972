import { setTimeout as wait } from 'node:timers/promises'
import type { Say } from '../cli/words.ts'
import { type Mishap, planOf } from './plan.ts'
import type { PretendProcess } from './pretend-process.ts'
import { type Place, venue } from './venue.ts'

/** What the play needs of the venue. */
interface Playing {
  devices: ReadonlyMap<Place, PretendProcess>
  /** Discover and receive mail. */
  askForMail(): Promise<unknown>
  signal: AbortSignal
  tell(line: string): void
  say: Say
}

/** Lets one thing go wrong after the other, for as long as the demonstration runs. */
export async function play(seed: number, playing: Playing): Promise<void> {
  for (const mishap of planOf(seed)) {
    await wait(mishap.afterSeconds * 1000, undefined, { signal: playing.signal })
    await playOne(mishap, playing)
  }
}

async function playOne(mishap: Mishap, { devices, askForMail, signal, tell, say }: Playing): Promise<void> {
  const { place, is, lastsSeconds } = mishap
  const touched = [place, ...mishap.with].flatMap((one) => devices.get(one) ?? [])
  const name = say(`demo.${place}`)
  const isAsleep = is === null && venue[place].type === 'ipad'
  const what = isAsleep ? 'asleep' : (Object.keys(is ?? {})[0] ?? 'silent')
  tell(`${clock()}  ${name}: ${say(`demo.mishap.${what}`)}`)
  if (is === null) await Promise.all(touched.map((one) => one.freeze()))
  else await Promise.all(touched.map((one) => one.set(is)))
  const half = (lastsSeconds * 1000) / 2
  await wait(half, undefined, { signal })
  if (mishap.mail === 'during') await mailed(askForMail, tell, say)
  await wait(half, undefined, { signal })
  if (is === null) await Promise.all(touched.map((one) => one.thaw()))
  else await Promise.all(touched.map((one) => one.set(well[what] ?? {})))
  tell(`${clock()}  ${name}: ${say(isAsleep ? 'demo.awake' : 'demo.over')}`)
  // The next look sees that it is over, and the mail says so.
  await wait(8000, undefined, { signal })
  if (mishap.mail === 'after') await mailed(askForMail, tell, say)
}

/** What ends each condition, by its first field. */
const well: Record<string, object> = {
  paperEnd: { paperEnd: false },
  coverOpen: { coverOpen: false },
  nearEnd: { nearEnd: false },
  cutterError: { cutterError: false },
  errorState: { errorState: '00', deviceStatus: 2 },
  toner: { toner: 62 },
}

async function mailed(askForMail: Playing['askForMail'], tell: Playing['tell'], say: Say): Promise<void> {
  try {
    await askForMail()
    tell(`${clock()}  ${say('demo.mailed')}`)
  } catch (fault) {
    tell(`${clock()}  ${(fault as Error).message}`)
  }
}

const clock = (): string => new Date().toTimeString().slice(0, 8)
