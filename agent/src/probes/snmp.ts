import { cleanText } from '@sereno/shared/field.ts'
import type { Fact, IdentityFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import { contactOf } from '../net/contact.ts'
import { askSnmp, type SnmpAccess, type SnmpAgent, type SnmpWhere } from '../net/snmp.ts'
import { type SnmpScalars, scalars } from '../net/snmp-walk.ts'
import { locate } from './locate.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'
import { askIdentity, type Particulars } from './snmp-identity.ts'
import { askPrinter, type PrinterSeen } from './snmp-printer.ts'
import { textOf } from './snmp-text.ts'
import { askUps, type UpsSeen } from './snmp-ups.ts'

const key = z.string().min(8).max(255).optional().meta({ secret: true })

const snmpFields = z.strictObject({
  version: z.enum(['1', '2c', '3']).default('2c'),
  port: z.number().int().min(1).max(65_535).default(161),
  /** Of SNMPv1 and v2c. */
  community: z.string().min(1).max(255).default('public').meta({ secret: true }),
  /** Where a device keeps what it tells in a context of its own, such as `Jetdirect` of HP and `MFP` of Toshiba. */
  context: z.string().min(1).max(32).optional(),
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
const sysObjectId = '1.3.6.1.2.1.1.2.0'
const sysName = '1.3.6.1.2.1.1.5.0'
/** prtGeneralSerialNumber (RFC 3805) of the first printer of an agent. */
const prtSerialNumber = '1.3.6.1.2.1.43.5.1.1.17.1'

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
  const { isKnown = false, options } = target
  const where = { ...place, port: options.port }
  const startedAt = performance.now()
  const seen = await askSnmp(where, accessOf(options), signal, (agent) => see(agent, isKnown))
  const timeoutMs = Math.min(contextWaitMs, place.timeoutMs - (performance.now() - startedAt))
  const asksAgain = options.context === undefined && isMute(seen) && timeoutMs > 1
  return asksAgain ? inContext({ ...where, timeoutMs }, target, signal, seen) : seen
}

/** HP's print servers (JetDirect), by their sysObjectID. */
const jetDirect = '1.3.6.1.4.1.11.2.3.9.'
/** An agent that does not know the context may stay silent. */
const contextWaitMs = 600

/** Some HP printers tell of themselves only in a context of their own, and answer system questions without it. */
const isMute = ({ code, facts: [identity] }: Sighting): boolean =>
  code === null && identity?.fact === 'identity' && !identity.isPrinter && !!identity.objectId?.startsWith(jetDirect)

async function inContext(
  where: SnmpWhere,
  target: Target<SnmpOptions>,
  signal: AbortSignal,
  seen: Sighting,
): Promise<Sighting> {
  const access = accessOf({ ...target.options, context: 'Jetdirect' })
  const more = await askSnmp(where, access, signal, (agent) => see(agent, target.isKnown ?? false))
  const [before, after] = [seen, more].map(({ facts: [fact] }) => (fact?.fact === 'identity' ? fact : null))
  if (more.code !== null || !before || !after) return seen
  const identity: IdentityFact = {
    ...{ ...after, name: before.name, description: before.description, objectId: before.objectId },
    serial: after.serial ?? before.serial,
    model: after.model ?? before.model,
    mac: after.mac ?? before.mac,
  }
  return { ...seen, facts: [identity, ...more.facts.slice(1)] }
}

function accessOf(options: SnmpOptions): SnmpAccess {
  const { version, community, context = '', user = '', authKey = '', privKey = '' } = options
  // Versions 1 and 2c have no contexts; agents that do take one this way.
  if (version !== '3') return { version, community: context === '' ? community : `${community}@${context}` }
  const { authProtocol = 'sha', privProtocol = 'aes' } = options
  return { version, context, user, level: levelOf(options), authProtocol, authKey, privProtocol, privKey }
}

/** Without a level, the highest one that the keys allow. */
const levelOf = ({ level, authKey, privKey }: SnmpOptions) =>
  level ?? (privKey !== undefined ? 'authPriv' : authKey !== undefined ? 'authNoPriv' : 'noAuthNoPriv')

async function see(agent: SnmpAgent, isKnown: boolean): Promise<Sighting> {
  const system = await scalars(agent, [sysDescr, sysObjectId, sysName, prtSerialNumber])
  const latencyMs = agent.latencyMs()
  if (!system.isWhole) return withoutAnswer(system, latencyMs)

  const printer = await askPrinter(agent)
  const ups = printer.fact === null ? await askUps(agent) : null
  const isWhole = printer.isWhole && (ups?.isWhole ?? true)
  const identity = identityOf(system.values, printer, ups)
  // Last, so that it can cost no status.
  const more = isKnown ? null : await askIdentity(agent, identity)
  const facts: Fact[] = [more ? joined(identity, more) : identity]
  if (isWhole && printer.fact !== null) facts.push(printer.fact)
  if (isWhole && ups?.fact) facts.push(ups.fact)
  return { contact: 'answered', latencyMs, code: isWhole ? null : 'INCOMPLETE', facts }
}

/** An operating system's own words: a computer that has a queue for a printer lists it as a device (RFC 2790). */
const computer = /^(?:linux|darwin|freebsd|hardware:.*windows)\b/iu

function identityOf(system: SnmpScalars['values'], printer: PrinterSeen, ups: UpsSeen | null): IdentityFact {
  const objectId = system.get(sysObjectId)
  const description = textOf(system.get(sysDescr))
  const isQueue = !printer.hasMib && computer.test(description ?? '')
  return {
    fact: 'identity',
    name: textOf(system.get(sysName)),
    model: printer.described ?? ups?.model ?? null,
    vendor: ups?.vendor ?? null,
    serial: textOf(system.get(prtSerialNumber)),
    description,
    uuid: null,
    mac: null,
    objectId: typeof objectId === 'string' ? objectId.replace(/^\./u, '').slice(0, 200) : null,
    isPrinter: printer.fact !== null && !isQueue,
  }
}

/** hrDeviceDescr names most printers best; but some only say what they can print. */
function joined(identity: IdentityFact, { network, ...more }: Particulars): IdentityFact {
  const described = /^generic\b/iu.test(identity.model ?? '') ? null : identity.model
  return {
    ...identity,
    vendor: identity.vendor ?? more.vendor,
    model: described ?? more.model ?? identity.model,
    serial: identity.serial ?? more.serial,
    mac: more.mac,
    isPrinter: more.isPrinter,
    ...(network === null ? {} : { network }),
  }
}

/** An agent that answers, but not to us, did answer. */
function withoutAnswer({ code, reason }: SnmpScalars, latencyMs: number | null): Sighting {
  if (code === 'SNMP_AUTH') {
    return { contact: 'answered', latencyMs, code, facts: [{ fact: 'snmp_auth', reason: cleanText(reason, 100) }] }
  }
  const isGarbled = code === null || ['GARBLED', 'SNMP_ERROR', 'TOO_BIG', 'ETOOMUCH'].includes(code)
  return { contact: isGarbled ? 'garbled' : contactOf(code), latencyMs: null, code, facts: [] }
}
