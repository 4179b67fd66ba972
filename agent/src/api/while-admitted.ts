import type { House } from '../services/house.ts'
import { type Admission, authenticate } from '../services/session/authenticate.ts'
import type { Arrival } from './arrival.ts'

/** How often a stream asks whether its session has expired meanwhile; signing out ends it at once. */
const askEveryMs = 60_000

/**
 * A signal that ends with the connection, or when its session is signed out or expires, its token is revoked, or its
 * person may no longer what they might.
 */
export function whileAdmitted(
  house: House,
  admission: Admission,
  { outgoing }: Pick<Arrival, 'outgoing'>,
): AbortSignal {
  const controller = new AbortController()
  let cancel = house.clock.after(askEveryMs, ask)

  function end(): void {
    cancel()
    house.bus.off('access.ended', onEnded)
    controller.abort()
  }
  function onEnded(holder: string): void {
    if (holder === admission.holder || holder === `user:${admission.caller.userId}`) end()
  }
  async function ask(): Promise<void> {
    // A store that cannot answer just now ends nothing.
    const isAdmitted = await authenticate(house, admission.credential).catch(() => admission)
    if (isAdmitted === null) end()
    else if (!controller.signal.aborted) cancel = house.clock.after(askEveryMs, ask)
  }

  house.bus.on('access.ended', onEnded)
  outgoing.once('close', end)
  return controller.signal
}
