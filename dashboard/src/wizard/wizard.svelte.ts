import { call, type Trouble } from '../api.ts'
import { watchContact } from '../contact.svelte.ts'
import { startLive } from '../live.ts'
import { session, toLogin } from '../session.svelte.ts'
import { addressOf, neighbourOf, placeIn, type Step, stepFor } from './steps.ts'

/** Of this tab alone: the zone waits here until there is an account that keeps it. */
const ZONE = 'sereno_setup_zone'
function keptZone(): string | null {
  try {
    return sessionStorage.getItem(ZONE)
  } catch {
    return null
  }
}
const guessed = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Where someone is in the set-up, and what is known until there is an account. */
class Wizard {
  step = $state<Step>('language')
  signedIn = $state(false)
  /** Instead of a new venue, one comes back from a backup. */
  restoring = $state(false)
  code = $state('')
  codeAccepted = $state(false)
  /** Why the code was not taken. */
  codeTrouble = $state<Trouble | null>(null)
  zone = $state(keptZone() ?? guessed())
  /** How the last test mail of this visit went, for the sheet that is printed at the end. */
  mailTest = $state<{ ok: boolean; at: number } | null>(null)

  get #known() {
    return { signedIn: this.signedIn, codeAccepted: this.codeAccepted }
  }
  get before(): Step | null {
    return neighbourOf(this.step, -1, this.#known)
  }

  keepZone(zone: string): void {
    this.zone = zone
    try {
      sessionStorage.setItem(ZONE, zone)
    } catch {
      // Without storage it holds until the page is closed.
    }
  }

  /** Takes the step and the code from the address, as it is now. */
  follow(): void {
    const { step, code } = placeIn(location)
    if (code !== '' && code !== this.code) {
      this.code = code
      this.codeAccepted = false
      this.codeTrouble = null
    }
    this.step = stepFor(step, this.#known)
  }

  go(step: Step): void {
    this.step = step
    history.pushState(null, '', addressOf(step, this.signedIn ? '' : this.code))
    scrollTo({ top: 0 })
  }
  next(): void {
    const next = neighbourOf(this.step, 1, this.#known)
    if (next !== null) this.go(next)
  }
  back(): void {
    if (this.before !== null) this.go(this.before)
  }

  /** Asks the agent about the code; `false`: it is not the one, or nobody can tell just now. */
  async tryCode(code: string): Promise<boolean> {
    this.code = code.trim()
    const answer = await call('POST /api/v1/setup/code', { body: { code: this.code } })
    this.codeAccepted = answer.ok
    this.codeTrouble = answer.ok ? null : answer.trouble
    return answer.ok
  }

  /** From here on there is an account: what happens on the network is heard, and a session that ends is noticed. */
  enter(): void {
    this.signedIn = true
    this.code = ''
    watchContact((status) => {
      if (status === 401) toLogin()
    })
    startLive()
  }
}

export const wizard = new Wizard()

/** Who came to the set-up page: someone new, someone who may go on with it, or someone for whom it is not. */
export type Visitor = 'new' | 'admin' | 'other' | Trouble

export async function whoCame(): Promise<Visitor> {
  const start = await call('GET /api/v1/start')
  if (!start.ok) return start.trouble
  if (start.value.setupNeeded) return 'new'
  session.me = start.value.me
  if (session.me === null) {
    toLogin()
    return 'other'
  }
  return session.me.user.role === 'admin' ? 'admin' : 'other'
}
