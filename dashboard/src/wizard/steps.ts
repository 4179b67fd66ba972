/** The steps of the set-up, in their order. Until the third one there is no account, and nobody is signed in. */
export const steps = ['language', 'code', 'you', 'venue', 'devices', 'mail', 'done'] as const
export type Step = (typeof steps)[number]

/** Without these two there is no account, so nobody gets past them. */
export const mayBeSkipped = (step: Step): boolean => step !== 'code' && step !== 'you' && step !== 'done'

const isStep = (text: string | null): text is Step => steps.some((step) => step === text)

/** Where an address leads: the step in its query, and the claim code after `#`, which no browser sends by itself. */
export function placeIn(address: { search: string; hash: string }): { step: Step | null; code: string } {
  const step = new URLSearchParams(address.search).get('step')
  return {
    step: isStep(step) ? step : null,
    code: new URLSearchParams(`code=${address.hash.slice(1)}`).get('code') ?? '',
  }
}

/** The address of a step. The code stays in it until it is used up, so that whoever comes back need not type it again. */
export const addressOf = (step: Step, code: string): string =>
  `/setup?step=${step}${code === '' ? '' : `#${encodeURIComponent(code)}`}`

/** The step that is shown for the one that was asked for. */
export function stepFor(wanted: Step | null, known: { signedIn: boolean; codeAccepted: boolean }): Step {
  if (known.signedIn) return wanted === null || wanted === 'code' || wanted === 'you' ? 'venue' : wanted
  if (wanted === null || wanted === 'language') return 'language'
  return known.codeAccepted ? 'you' : 'code'
}

/** The step after or before one, without those that are done with: the code that came with the address, and the account. */
export function neighbourOf(step: Step, way: 1 | -1, known: { signedIn: boolean; codeAccepted: boolean }): Step | null {
  const isOver = (other: Step) =>
    known.signedIn ? other === 'code' || other === 'you' : other === 'code' && known.codeAccepted
  for (let at = steps.indexOf(step) + way; ; at += way) {
    const next = steps[at]
    if (next === undefined) return null
    if (!isOver(next)) return next
  }
}
