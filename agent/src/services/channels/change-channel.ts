import type { Channel, ChannelPatch, ChannelSetting } from '@sereno/shared/channel.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { withoutUndefined } from '../without-undefined.ts'
import { standingOf } from './channel-standing.ts'
import { type ChannelReader, getChannel } from './channel-view.ts'
import { connect, proveCredentials } from './connect-channel.ts'
import { findChannel } from './find-channel.ts'

/**
 * Changes what is sent, and leaves the rest; credentials are asked of Meta before.
 * @throws {Fault} `not_found`, `not_allowed`; `invalid` at the field
 */
export async function changeChannel(
  house: House,
  caller: Caller,
  id: string,
  patch: ChannelPatch,
  reader: ChannelReader,
): Promise<Channel> {
  const before = findChannel(house.book.read(), id)
  mustFit(before, patch)
  // What the sales area agreed on is theirs to say.
  if (patch.approved === true && caller.role !== 'advisor') throw new Fault('not_allowed')
  const proven = await proveCredentials(house, before, patch)
  const now = iso(house.clock.now())
  await changeBook(house, (draft) => {
    const channel = findChannel(draft, id)
    if (patch.name !== undefined) channel.name = patch.name
    if (channel.type === 'live-chat' && patch.settings !== undefined)
      Object.assign(channel.settings, withoutUndefined(patch.settings))
    if (channel.type === 'whatsapp' && patch.approved === true && channel.settings.stage !== 'active')
      channel.settings.stage = 'approved'
    if (proven !== null) connect(house, draft, channel, proven)
    const active = patch.active ?? (proven !== null || channel.active)
    if (active && isUnfinished(channel))
      throw new Fault('invalid', { fields: [{ path: 'active', message: 'channel_unfinished' }] })
    if (active !== channel.active) channel.since = now
    channel.active = active
  })
  house.bus.emit('channel.changed', id)
  house.channels.wake()
  return getChannel(house, id, reader)
}

/** Something is still to be done before it can be on. */
const isUnfinished = (channel: ChannelSetting): boolean =>
  standingOf({ ...channel, active: true }, { trouble: null, hasSecrets: true, hasPublicAddress: true }).status !==
  'active'

/** Each field is for one type of channel. @throws {Fault} `invalid` at the others */
function mustFit({ type }: ChannelSetting, patch: ChannelPatch): void {
  const owners = { settings: 'live-chat', messenger: 'messenger', whatsapp: 'whatsapp', approved: 'whatsapp' } as const
  const wrong = (['settings', 'messenger', 'whatsapp', 'approved'] as const).filter(
    (field) => patch[field] !== undefined && owners[field] !== type,
  )
  if (wrong.length > 0)
    throw new Fault('invalid', { fields: wrong.map((path) => ({ path, message: 'channel_other_type' })) })
}
