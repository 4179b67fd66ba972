import { randomBytes } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import type { Say } from '../cli/words.ts'

const guests = {
  lucia: ['demo.guest.lucia.1', 'demo.guest.lucia.2'],
  marc: ['demo.guest.marc.1'],
} as const

/** Two guests write to the live chat, as visitors of the venue's web page do. */
export async function guestsWrite(origin: string, { say, language }: { say: Say; language: Language }): Promise<void> {
  const { channelId } = await ask(`${origin}/api/v1/chat/settings?channel=default`)
  for (const [guest, [first, ...others]] of Object.entries(guests)) {
    const begun = { channelId, text: say(first), name: say(`demo.guest.${guest}`), language, clientId: newId() }
    const { id, visitorToken } = await ask(`${origin}/api/v1/chat`, begun)
    for (const text of others) {
      await ask(`${origin}/api/v1/chat/${id}/messages`, { text: say(text), clientId: newId() }, String(visitorToken))
    }
  }
}

const newId = (): string => randomBytes(12).toString('base64url')

async function ask(url: string, body?: object, visitorToken?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(visitorToken !== undefined && { authorization: `Visitor ${visitorToken}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}
