import type { Webhook } from '@sereno/shared/webhook.ts'

const known = [
  'address_refused',
  'address_never',
  'redirect',
  'gone',
  'not_accepted',
  'secret_lost',
  'queue_full',
] as const
const systems = {
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  EAI_FAIL: 'name',
  ENETUNREACH: 'name',
  ECONNREFUSED: 'refused',
} as const
type Why = (typeof known)[number] | (typeof systems)[keyof typeof systems] | 'certificate' | 'broken'

/** Why a delivery was not taken: the end of a key of `webhooks.why_`. */
export function whyOf(code: string): Why {
  const own = known.find((one) => one === code)
  if (own !== undefined) return own
  if (/CERT|SIGNED|TLS|SSL|UNABLE_TO_/u.test(code)) return 'certificate'
  return Object.entries(systems).find(([name]) => name === code)?.[1] ?? 'broken'
}

/** How a webhook stands: `trouble` where its receiver does not take what is tried now. */
export const standingOf = ({ active, trouble }: Pick<Webhook, 'active' | 'trouble'>): 'on' | 'off' | 'trouble' => {
  if (!active) return 'off'
  return trouble === null ? 'on' : 'trouble'
}

/** JSON with line breaks, as a person reads it; a text that is none stays as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
