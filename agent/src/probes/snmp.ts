import { cleanText } from '@sereno/shared/field.ts'
import type { Fact, IdentityFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import { contactOf } from '../net/contact.ts'
import { askSnmp, type SnmpAccess, type SnmpAgent } from '../net/snmp.ts'
import { type SnmpScalars, scalars } from '../net/snmp-walk.ts'
import { locate } from './locate.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'
import { askPrinter, textOf } from './snmp-printer.ts'
import { askUps } from './snmp-ups.ts'

const key = z.string().min(8).max(255).optional().meta({ secret: true })

const snmpFields = z.strictObject({
  version: z.enum(['1', '2c', '3']).default('2c'),
  port: z.number().int().min(1).max(65_535).default(161),
  /** Of SNMPv1 and v2c. */
  community: z.string().min(1).max(255).default('public').meta({ secret: true }),
  /** The rest is SNMPv3's. */
  user: z.string().min(1).max(32).optional(),
  level: z.enum(['noAuthNoPriv', 'authNoPriv', 'authPriv']).optional(),
  authProtocol: z.enum(['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512']).optional(),
  authKey: key,
  privProtocol: z.enum(['des', 'aes', 'aes256b', 'aes256r']).optional(),
  privKey: key,
})
type SnmpOptions = z.infer<typeof snmpFields>

/** SNMPv3 knows nobody without a name, and a level asks for its keys. */
const snmpOptions = snmpFields.superRefine((options, context) => {
  if (options.version !== '3') return
  const level = levelOf(options)
  const missing: ('user' | 'authKey' | 'privKey')[] = []
  if (options.user === undefined) missing.push('user')
  if (level !== 'noAuthNoPriv' && options.authKey === undefined) missing.push('authKey')
  if (level === 'authPriv' && options.privKey === undefined) missing.push('privKey')
  for (const name of missing) context.addIssue({ code: 'custom', path: [name], message: 'required' })
})

const sysDescr = '1.3.6.1.2.1.1.1.0'
const sysName = '1.3.6.1.2.1.1.5.0'

/**
 * Asks an SNMP agent who it is, and what a printer or UPS says of itself. The first question alone decides the contact; what
 * could not be read to its end is left out, with the code `INCOMPLETE`: a missing row must not look like a cleared fault.
 */
export const snmp: Probe<SnmpOptions> = {
  type: 'snmp',
  rate: { everySeconds: 20, timeoutMs: 2000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer', 'ups'],
  options: snmpOptions,
  look: oneByOne(look),
}

async function look(target: Target<SnmpOptions>, signal: AbortSignal): Promise<Sighting> {
  const place = await locate(target, signal)
  if ('lost' in place) return place.lost
  return askSnmp({ ...place, port: target.options.port }, accessOf(target.options), signal, see)
}

function accessOf(options: SnmpOptions): SnmpAccess {
  const { version, community, user = '', authKey = '', privKey = '' } = options
  if (version !== '3') return { version, community }
  const { authProtocol = 'sha', privProtocol = 'aes' } = options
  return { version, user, level: levelOf(options), authProtocol, authKey, privProtocol, privKey }
}

/** Without a level, the highest one that the keys allow. */
const levelOf = ({ level, authKey, privKey }: SnmpOptions) =>
  level ?? (privKey !== undefined ? 'authPriv' : authKey !== undefined ? 'authNoPriv' : 'noAuthNoPriv')

async function see(agent: SnmpAgent): Promise<Sighting> {
  const system = await scalars(agent, [sysDescr, sysName])
  const latencyMs = agent.latencyMs()
  if (!system.isWhole) return withoutAnswer(system, latencyMs)

  const printer = await askPrinter(agent)
  const ups = printer.fact === null ? await askUps(agent) : null
  const identity: IdentityFact = {
    fact: 'identity',
    name: textOf(system.values.get(sysName)),
    model: printer.model ?? ups?.model ?? null,
    vendor: ups?.vendor ?? null,
    serial: printer.serial,
    description: textOf(system.values.get(sysDescr)),
    uuid: null,
    mac: null,
    objectId: null,
    isPrinter: printer.fact !== null,
  }
  const isWhole = printer.isWhole && (ups?.isWhole ?? true)
  const facts: Fact[] = [identity]
  if (isWhole && printer.fact !== null) facts.push(printer.fact)
  if (isWhole && ups?.fact) facts.push(ups.fact)
  return { contact: 'answered', latencyMs, code: isWhole ? null : 'INCOMPLETE', facts }
}

/** An agent that answers, but not to us, did answer. */
function withoutAnswer({ code, reason }: SnmpScalars, latencyMs: number | null): Sighting {
  if (code === 'SNMP_AUTH') {
    return { contact: 'answered', latencyMs, code, facts: [{ fact: 'snmp_auth', reason: cleanText(reason, 100) }] }
  }
  const isGarbled = code === null || ['GARBLED', 'SNMP_ERROR', 'TOO_BIG', 'ETOOMUCH'].includes(code)
  return { contact: isGarbled ? 'garbled' : contactOf(code), latencyMs: null, code, facts: [] }
}
