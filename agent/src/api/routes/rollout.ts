import type { rolloutContracts } from '@sereno/shared/api/rollout.ts'
import type { House } from '../../services/house.ts'
import { confirm } from '../../services/rollout/confirm.ts'
import { getRollout } from '../../services/rollout/get-rollout.ts'
import { handOver } from '../../services/rollout/hand-over.ts'
import { addNote, removeNote } from '../../services/rollout/notes.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** The first days of a venue. */
export const rolloutRoutes = (house: House): Handlers<keyof typeof rolloutContracts> => ({
  'rollout.get': ({ caller }) => getRollout(house, caller),
  'rollout.confirm': (call) => confirm(house, idOf(call), call.body.confirmed, call.caller),
  'rollout.notes.add': ({ body, caller }) => addNote(house, body.text, caller),
  'rollout.notes.remove': async (call) => void (await removeNote(house, idOf(call), call.caller)),
  'rollout.handOver': ({ caller }) => handOver(house, caller),
})
