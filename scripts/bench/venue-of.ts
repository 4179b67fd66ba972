import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { emptyVenue } from '@sereno/shared/venue.ts'
import { deviceAddress, devicePort } from './network.ts'

/** Settings with so many devices, every other one looked at by ICMP and by TCP; the work that the peers were given. */
export const venueOf = (count: number, everySeconds: number): VenueDocument => ({
  ...emptyVenue(),
  devices: Array.from({ length: count }, (_, index) => deviceOf(index, everySeconds)),
})

const deviceOf = (index: number, everySeconds: number): DeviceSetting => ({
  id: `bench-${index}`,
  name: `Device ${index}`,
  type: 'other',
  place: '',
  address: deviceAddress(index),
  mac: null,
  inService: true,
  parentId: null,
  probes: [
    {
      id: `probe-${index}`,
      type: index % 2 === 0 ? 'icmp' : 'tcp',
      everySeconds,
      timeoutMs: 1000,
      attempts: 2,
      options: index % 2 === 0 ? {} : { port: devicePort },
    },
  ],
  role: null,
})
