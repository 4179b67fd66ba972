import { randomInt } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import type { Say } from '../cli/words.ts'
import { addressIn, type Place, places, venue } from './venue.ts'

/** Who may sign in to the demonstration; the password is made anew at each start. */
export interface DemoAccess {
  username: string
  password: string
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const random = (length: number) => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')

/** Meets the rule of every password here: lower case, upper case, a digit. */
export const makeAccess = (): DemoAccess => ({ username: 'demo', password: `Sereno7-${random(8)}` })

/** The agent's API with the session that its set-up opened. */
interface DemoClient {
  post(path: string, body: object): Promise<Record<string, unknown>>
}

async function ask(origin: string, cookie: string, path: string, body: object, method = 'POST'): Promise<Response> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin, cookie },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

/** Sets the pretend venue up over the API, as an installer would. @returns the integration's id, and the tokens of the iPads, which are paired */
export async function setUpDemo(
  origin: string,
  code: string,
  access: DemoAccess,
  { say, language, network }: { say: Say; language: Language; network: number },
): Promise<{ client: DemoClient; integrationId: string; tokens: Map<Place, string> }> {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const email = 'demo@distributor.example'
  const user = { ...access, fullName: 'Demo', email }
  const account = { code, company: 'Bar Pepe', timezone, language, user }
  const opened = await ask(origin, '', '/setup', account)
  const cookie = (opened.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const client: DemoClient = {
    post: async (path, body) => (await ask(origin, cookie, path, body)).json() as Promise<Record<string, unknown>>,
  }
  const ids = new Map<Place, unknown>()
  for (const place of places) {
    const { host, type, behind, probes } = venue[place]
    const parent = behind === null ? {} : { parentId: ids.get(behind) }
    const made = await client.post('/devices', {
      name: say(`demo.${place}`),
      place: say(`demo.${place}.place`),
      ...{ address: addressIn(network, host), type, probes },
      ...parent,
    })
    ids.set(place, made.id)
  }
  const integration = await client.post('/integrations', {
    type: 'error-follow-up',
    name: 'Bar Pepe',
    emails: [email],
    minimumErrors: 1,
    language,
  })
  const appPassword = makeAccess().password
  await ask(origin, cookie, '/account/app-password', { password: appPassword, repeat: appPassword }, 'PUT')
  const tokens = new Map<Place, string>()
  for (const place of places.filter((one) => venue[one].type === 'ipad')) {
    const { token } = await client.post('/checkins/pair', { appPassword, name: say(`demo.${place}`) })
    tokens.set(place, String(token))
  }
  return { client, integrationId: String(integration.id), tokens }
}
