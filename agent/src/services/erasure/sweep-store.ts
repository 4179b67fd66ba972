import type { House } from '../house.ts'

/**
 * Has what was deleted go from the file itself, too. It takes a moment on a slow card; where it does not come about, the
 * hourly round tries again.
 */
export async function sweepStore(house: House): Promise<void> {
  try {
    if (await house.store.erasure.isUnswept()) await house.store.erasure.sweep()
  } catch (fault) {
    house.log.warn(
      { fault: (fault as Error).message },
      'what was deleted lies in free parts of the file until the next try',
    )
  }
}
