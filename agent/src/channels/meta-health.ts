import { z } from 'zod'
import type { ChannelHealth } from './channel.ts'
import { callGraph, type GraphAnswer, type GraphPlace } from './graph.ts'

/** What every channel of Meta's needs for its calls. */
export interface MetaAccess {
  place: GraphPlace
  token: string
  appSecret: string
}

/** Of the token: its app, and the accounts of WhatsApp that it may manage. */
interface TokenHealth {
  health: ChannelHealth
  appId: string | null
  accounts: string[]
}

const app = z.object({ id: z.string() })
/** https://developers.facebook.com/docs/graph-api/reference/debug_token; 0: it never expires. */
const debugged = z.object({
  data: z.object({
    is_valid: z.boolean(),
    expires_at: z.number().catch(0),
    error: z.object({ message: z.string() }).optional().catch(undefined),
    granular_scopes: z
      .array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() }))
      .optional()
      .catch(undefined),
  }),
})

/**
 * How a token is, from the answer to a first question with it: whether Meta takes it, and until when. The second is told
 * only to the app itself, so that its secret is tried as well; where the app cannot be asked it stays unknown.
 */
export async function tokenHealth(
  first: GraphAnswer,
  { place, token, appSecret }: MetaAccess,
  name: string,
  signal: AbortSignal,
): Promise<TokenHealth> {
  const good: ChannelHealth = { state: 'ok', expiresAt: null, name, reason: '' }
  const only = (health: ChannelHealth): TokenHealth => ({ health, appId: null, accounts: [] })
  if (!first.ok) return only({ ...good, state: first.isPassing ? 'unknown' : 'expired', reason: first.reason })
  const ofApp = await callGraph(place, { token, path: 'app', query: { fields: 'id' } }, signal)
  const appId = ofApp.ok ? (app.safeParse(ofApp.json).data?.id ?? null) : null
  if (appId === null) return only(good)
  const asked = { token: `${appId}|${appSecret}`, path: 'debug_token', query: { input_token: token } }
  const answer = await callGraph(place, asked, signal)
  if (!answer.ok) {
    return only({ ...good, state: answer.isPassing ? 'unknown' : 'expired', reason: `app secret: ${answer.reason}` })
  }
  const data = debugged.safeParse(answer.json).data?.data
  if (data === undefined) return only(good)
  const accounts = (data.granular_scopes ?? [])
    .filter(({ scope }) => scope.startsWith('whatsapp_business_'))
    .flatMap(({ target_ids: ids = [] }) => ids)
  const health: ChannelHealth = {
    ...good,
    state: data.is_valid ? 'ok' : 'expired',
    expiresAt: data.expires_at > 0 ? data.expires_at * 1000 : null,
    reason: data.error?.message ?? '',
  }
  return { health, appId, accounts: [...new Set(accounts)].slice(0, 5) }
}
