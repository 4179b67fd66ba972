import { channelsBegunKey } from '../../store/keep-keys.ts'
import type { House } from '../house.ts'
import { firstLiveChat } from './add-channel.ts'

/**
 * Gives a venue that was set up before there were channels the live chat that others begin with; once, so that who
 * removes it is rid of it.
 */
export async function beginChannels({ store, book, clock }: House): Promise<void> {
  const { account, channels } = book.read()
  if (account === null || (await store.keep.get(channelsBegunKey)) === true) return
  if (channels.length === 0)
    await book.change((draft) => {
      draft.channels.push(firstLiveChat(account.language, clock.now()))
    })
  await store.keep.set({ [channelsBegunKey]: true })
}
