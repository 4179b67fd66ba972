import { begin, openLiveChat } from './live-chat.ts'
import { percentiles, type Times } from './times-of.ts'

/** From a visitor's message to the event that a console hears, ms. */
export interface TalkTime {
  visitors: number
  /** One after the other. */
  single: Times
  /** All at once. */
  together: Times
}

/** Lets visitors write to a live chat, each from an address of their own, while a console listens. */
export async function measureTalk(folder: string, visitors: number): Promise<TalkTime> {
  const chat = await openLiveChat(folder)
  try {
    const write = async (visitor: number, round: string) => {
      const { text, heard } = chat.awaited(`${round}-${visitor}`)
      await Promise.all([heard, begin(chat, addressOf(visitor), text)])
      return heard
    }
    const single: number[] = []
    for (let visitor = 0; visitor < visitors; visitor += 1) single.push(await write(visitor, 'single'))
    const all = Array.from({ length: visitors }, (_, visitor) => write(visitor, 'together'))
    return { visitors, single: percentiles(single), together: percentiles(await Promise.all(all)) }
  } finally {
    await chat.stop()
  }
}

/** Of loopback: from one address, and from one network, nobody may begin more than so many conversations. */
const addressOf = (visitor: number): string => `127.1.${Math.floor(visitor / 50)}.${(visitor % 50) + 1}`
