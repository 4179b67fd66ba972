import type { ChatThread } from '@sereno/shared/api/chat.ts'

/** Somebody who writes in the live chat, by its API. */
export interface Visitor {
  /** Of the conversation. */
  id: string
  write(text: string): Promise<void>
  /** Says that they are writing. */
  type(): Promise<void>
  /** Has read all that came. */
  seeAll(): Promise<void>
  thread(): Promise<ChatThread>
}

/** Begins a conversation. @param more that the widget tells, such as the language of the page */
export async function visitor(url: string, name: string, text: string, more: object = {}): Promise<Visitor> {
  let authorization = ''
  async function call(method: string, path: string, body?: unknown) {
    const headers = { 'content-type': 'application/json', ...(authorization !== '' && { authorization }) }
    const answer = await fetch(`${url}/api/v1/chat${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    const told = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${told}`)
    return told === '' ? undefined : JSON.parse(told)
  }
  const { id, visitorToken } = await call('POST', '', { channelId: 'default', text, name, ...more })
  authorization = `Visitor ${visitorToken}`
  const thread = (): Promise<ChatThread> => call('GET', `/${id}/messages`)
  return {
    id,
    thread,
    write: (more) => call('POST', `/${id}/messages`, { clientId: crypto.randomUUID(), text: more }),
    type: () => call('POST', `/${id}/typing`),
    seeAll: async () => {
      const { items } = await thread()
      await call('POST', `/${id}/seen`, { sequence: items.at(-1)?.sequence ?? 0 })
    },
  }
}
