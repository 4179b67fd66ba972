import type { Log } from '../log.ts'
import { type Sealer, SealFault } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import { makeVapidKeys, type VapidKeys } from '../transports/vapid.ts'

const about = 'push keys'

interface KeyTools {
  store: Pick<Store, 'push'>
  sealer: Sealer
  log: Log
}

/**
 * What push services know us by: made when they are first asked for, and kept sealed. Where they cannot be opened any more
 * (the key they were sealed with is gone) new ones are made, and every browser has to subscribe anew.
 */
export function makePushKeys({ store, sealer, log }: KeyTools): () => Promise<VapidKeys> {
  let known: VapidKeys | null = null

  function opened(sealed: string | null): VapidKeys | null {
    if (sealed === null) return null
    try {
      return JSON.parse(sealer.open(sealed, about)) as VapidKeys
    } catch (fault) {
      if (!(fault instanceof SealFault)) throw fault
      log.warn({ fault: fault.message }, 'the keys of pushes cannot be opened, so that new ones are made')
      return null
    }
  }

  return async () => {
    if (known !== null) return known
    const before = await store.push.keys()
    const fresh = () => sealer.seal(JSON.stringify(makeVapidKeys()), about)
    known = opened(before) ?? opened(await store.push.setKeys(fresh(), before))
    if (known === null) throw new Error('The keys of pushes cannot be kept')
    return known
  }
}
