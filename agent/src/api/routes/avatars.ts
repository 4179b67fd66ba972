import type { avatarContracts } from '@sereno/shared/api/avatars.ts'
import { getAvatar } from '../../services/avatars/get-avatar.ts'
import { removeAvatar } from '../../services/avatars/remove-avatar.ts'
import { avatarSetter } from '../../services/avatars/set-avatar.ts'
import type { House } from '../../services/house.ts'
import type { Call, Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { Refusal } from '../problem.ts'

/** Pictures of people. */
export function avatarRoutes(house: House): Handlers<keyof typeof avatarContracts> {
  const set = avatarSetter(house)
  return {
    'me.avatar.set': (call) => set(call.caller.userId, sent(call)),
    'me.avatar.remove': async ({ caller }) => {
      await removeAvatar(house, caller.userId)
      return undefined
    },
    'users.avatar.get': async (call) => {
      const { version, picture } = await getAvatar(house, idOf(call))
      const etag = `"${version}"`
      const headers = {
        etag,
        'content-type': 'image/jpeg',
        // The browser asks each time whether it still is the one; nothing between keeps it.
        'cache-control': 'private, no-cache',
        'content-security-policy': "default-src 'none'; sandbox",
      }
      if (call.known === etag) return new Response(null, { status: 304, headers })
      return new Response(Uint8Array.from(picture), {
        headers: { ...headers, 'content-length': String(picture.length) },
      })
    },
    'users.avatar.set': (call) => set(idOf(call), sent(call)),
    'users.avatar.remove': async (call) => {
      await removeAvatar(house, idOf(call))
      return undefined
    },
  }
}

function sent({ upload }: Pick<Call<never>, 'upload'>) {
  if (upload === undefined) throw new Refusal('malformed')
  return upload
}
