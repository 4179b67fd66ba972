import type { Contact } from '@sereno/shared/conversation.ts'
import type { Stranger } from '../../store/talk-types.ts'
import { wideNetworkOf } from '../network-of.ts'
import { isShared, type Whence } from '../whence.ts'

/** A visitor as one of those from where they come; `null` for whom somebody vouches for. */
export const strangerOf = ({ verified }: Pick<Contact, 'verified'>, whence: Whence): Stranger | null =>
  verified ? null : { network: wideNetworkOf(whence.address), isShared: isShared(whence) }
