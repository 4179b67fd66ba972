import { liveChatSettings } from '@sereno/shared/channel.ts'
import { newSecret } from '../../src/services/secret.ts'
import { makeId } from '../../src/store/make-id.ts'
import { noon } from './house.ts'
import { type Answered, type Asking, type Served, served } from './served.ts'

export const chat = '/api/v1/chat'
export const shop = 'https://shop.example'
export const stranger = 'https://stranger.example'

/** What says that a page of another site asks. */
export const from = (origin: string) => ({ origin, 'sec-fetch-site': 'cross-site' })

export interface ChatHouse extends Served {
  channelId: string
}

/** A house with a live chat, which may be shown on the pages of one other site. */
export async function chatHouse(settings: object = {}): Promise<ChatHouse> {
  const here = await served()
  const channelId = 'chat-1'
  await here.house.book.change((draft) => {
    const at = new Date(noon).toISOString()
    draft.channels = [
      {
        ...{ id: channelId, name: 'Web', active: true, createdAt: at, since: at, type: 'live-chat', sealed: '' },
        settings: liveChatSettings.parse({ origins: [shop], ...settings }),
      },
    ]
  })
  return { ...here, channelId }
}

/** Somebody on a web page. */
export interface Visitor {
  id: string
  token: string
  headers: Record<string, string>
  ask(method: string, path: string, asking?: Asking): Promise<Answered>
  write(text: string, clientId?: string): Promise<Answered>
  /** The texts of their conversation, in its order. */
  texts(): Promise<string[]>
}

interface Beginning {
  text?: string
  clientId?: string
  token?: string
  headers?: Record<string, string>
  /** Another address of 127.0.0.0/8. */
  from?: string
  more?: object
}

export const begin = (here: ChatHouse, beginning: Beginning = {}): Promise<Answered> => {
  const { text = 'Hola', clientId = makeId(), token = newSecret(), headers = {}, more = {} } = beginning
  return here.ask('POST', chat, {
    headers,
    ...(beginning.from && { from: beginning.from }),
    json: { channelId: here.channelId, text, clientId, visitorToken: token, ...more },
  })
}

/** A visitor who has begun a conversation. */
export async function visitor(here: ChatHouse, beginning: Beginning = {}): Promise<Visitor> {
  const token = beginning.token ?? newSecret()
  const begun = await begin(here, { ...beginning, token })
  if (begun.status !== 201) throw new Error(`${begun.status} ${begun.text}`)
  const id = String(begun.json.id)
  const headers = { authorization: `Visitor ${token}` }
  const where = beginning.from && { from: beginning.from }
  const ask: Visitor['ask'] = (method, path, asking = {}) =>
    here.ask(method, `${chat}/${id}${path}`, { ...where, ...asking, headers: { ...headers, ...asking.headers } })
  return {
    ...{ id, token, headers, ask },
    write: (text, clientId = makeId()) => ask('POST', '/messages', { json: { text, clientId } }),
    texts: async () => ((await ask('GET', '/messages')).json.items as { text: string }[]).map(({ text }) => text),
  }
}
