import { z } from 'zod'
import { id, moment } from './field.ts'

/** A device's time, one letter a slot (`charts/slots.ts`), and how much of it was watched and was Offline or Fail. */
export const deviceBar = z.strictObject({
  deviceId: id,
  slots: z.string().regex(/^[EFORndzp-]*$/u),
  watchedSeconds: z.number().int().min(0),
  downSeconds: z.number().int().min(0),
})
export type DeviceBar = z.infer<typeof deviceBar>

/** Every device's time in slots of one width, which fill [since, until). */
export const deviceBars = z.strictObject({
  since: moment,
  until: moment,
  stepSeconds: z.number().int(),
  items: z.array(deviceBar),
})
export type DeviceBars = z.infer<typeof deviceBars>
