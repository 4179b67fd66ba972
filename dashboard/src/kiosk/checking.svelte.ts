import { call } from '../api.ts'
import { currentLanguage, t } from '../words.ts'
import { load } from './board.svelte.ts'
import type { Problem } from './problems.ts'

/** "It's fixed – check again": what is being looked at, and what came of it. */
class Checking {
  deviceId = $state<string | null>(null)
  /** Of the problem with this id. */
  result = $state<{ id: string; text: string } | null>(null)
}

export const checking = new Checking()

/** A printer is given all its tries. */
const PATIENCE_MS = 40_000
const RESULT_MS = 20_000
let forgetting: ReturnType<typeof setTimeout> | undefined

/** Looks now. That it works again is told by the board, as it is when a look of the agent's own finds it. */
export async function checkAgain({ id, device }: Problem): Promise<void> {
  if (device === null || checking.deviceId !== null) return
  checking.deviceId = device.id
  checking.result = null
  const answer = await call('POST /api/v1/devices/:id/check', { params: { id: device.id }, timeoutMs: PATIENCE_MS })
  await load()
  checking.deviceId = null
  checking.result = { id, text: textOf(answer) }
  clearTimeout(forgetting)
  forgetting = setTimeout(() => {
    checking.result = null
  }, RESULT_MS)
}

/** An abbreviation such as DNS stays as it is. */
const inSentence = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLocaleLowerCase(currentLanguage()) + text.slice(1) : text

function textOf(answer: Awaited<ReturnType<typeof call<'POST /api/v1/devices/:id/check'>>>): string {
  if (!answer.ok) {
    const { retryAfterSeconds, detail } = answer.trouble
    return retryAfterSeconds === null ? detail : t('kiosk.wait', { n: retryAfterSeconds })
  }
  const { state, cause } = answer.value.device
  if (state === 'down' || cause !== null)
    return t('kiosk.still', { cause: inSentence(cause?.text ?? t('badge.offline')) })
  return t('kiosk.confirming')
}
