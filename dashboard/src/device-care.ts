import type { Device } from '@sereno/shared/device.ts'

/** Whether a test slip may be worth a try: a printer that is asked in ESC/POS or Star. */
export const takesSlips = ({ type, probes }: Pick<Device, 'type' | 'probes'>): boolean =>
  type === 'printer' && probes.some((probe) => probe.type === 'escpos' || probe.type === 'star')

/** Whether a MAC address was made up by the device itself (locally administered), as iPads do. */
export const isPrivateMac = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0
