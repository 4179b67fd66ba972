import type { Trust } from '@sereno/shared/trust.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** How encryption on the local network stands, and where a device comes to trust the box. */
export const viewTrust = ({ trust, config }: House): Trust => ({ ...trust.view(), page: `${config.publicUrl}/trust` })

/**
 * A new authority; every device has to trust the box anew.
 * @throws {Fault} `unavailable` where none can be made now
 */
export async function makeTrustAnew(house: House): Promise<Trust> {
  if (!(await house.trust.makeAnew())) throw new Fault('unavailable')
  return viewTrust(house)
}
