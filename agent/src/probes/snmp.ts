import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const snmpOptions = z.strictObject({
  version: z.enum(['1', '2c', '3']).default('2c'),
  port: z.number().int().min(1).max(65_535).default(161),
  community: z.string().max(255).default('public').meta({ secret: true }),
  user: z.string().max(32).optional(),
  level: z.enum(['noAuthNoPriv', 'authNoPriv', 'authPriv']).optional(),
  authProtocol: z.enum(['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512']).optional(),
  authKey: z.string().min(8).max(255).optional().meta({ secret: true }),
  privProtocol: z.enum(['des', 'aes', 'aes256b', 'aes256r']).optional(),
  privKey: z.string().min(8).max(255).optional().meta({ secret: true }),
})
export type SnmpOptions = z.infer<typeof snmpOptions>

async function look(_target: Target<SnmpOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const snmp: Probe<SnmpOptions> = {
  type: 'snmp',
  rate: { everySeconds: 20, timeoutMs: 2000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer', 'ups'],
  options: snmpOptions,
  look: oneByOne(look),
}
