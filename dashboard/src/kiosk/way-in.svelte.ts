import { call } from '../api.ts'
import { speakWith } from '../bearer.ts'
import { contact, watchContact } from '../contact.svelte.ts'
import { startLive } from '../live.ts'
import { session } from '../session.svelte.ts'
import { forgetPad, keepPad, type Pad, readPad } from './pad.ts'

/** How someone comes to see the kiosk: a paired iPad by its token, anyone else by being signed in. */
class WayIn {
  stage = $state<'asking' | 'pair' | 'in'>('asking')
  pad = $state<Pad | null>(null)
  /** The pairing that this iPad had was ended, as by a new App password. */
  ended = $state(false)
  /** Whether "check again" is for them. */
  get mayCheck(): boolean {
    return this.pad !== null || (session.me !== null && session.me.user.role !== 'viewer')
  }
}

export const wayIn = new WayIn()

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Watches the agent, and finds a way in. Where the agent no longer knows who asks, the page begins anew. */
export async function startWayIn(): Promise<void> {
  watchContact((status) => {
    if (status === 401 && wayIn.stage === 'in') location.reload()
  })
  while (!(await tryWayIn())) await pause(contact.lost ? 3000 : 1000)
}

/** `false` while the agent does not say. */
async function tryWayIn(): Promise<boolean> {
  const pad = readPad()
  if (pad !== null) {
    // The kiosk of a paired iPad stays what it is while the agent is away.
    wayIn.pad = pad
    speakWith(pad.token)
    const known = await call('GET /api/v1/overview')
    if (known.ok) return enter()
    if (known.trouble.status !== 401) return false
    wayIn.ended = true
    dropPad()
  }
  const start = await call('GET /api/v1/start')
  if (!start.ok) return false
  session.me = start.value.me
  if (session.me !== null) return enter()
  if (start.value.setupNeeded) location.replace('/setup')
  else wayIn.stage = 'pair'
  return true
}

function enter(): true {
  wayIn.stage = 'in'
  startLive()
  return true
}

function dropPad(): void {
  forgetPad()
  wayIn.pad = null
  speakWith(null)
}

/** Takes what pairing gave. */
export function takePad(pad: Pad): void {
  keepPad(pad)
  wayIn.pad = pad
  speakWith(pad.token)
  enter()
}

/** Forgets the pairing on this iPad; the device stays in the list of devices. */
export function unpair(): void {
  forgetPad()
  location.reload()
}
