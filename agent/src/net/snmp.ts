import { isIP } from 'node:net'
import snmp, { type Varbind as RawVarbind, type Session, type SessionOptions } from 'net-snmp'
import { codeOf, elapsed } from './contact.ts'
import { limit } from './limit.ts'
import { type SnmpSocket, snmpSocket } from './snmp-socket.ts'

/** How to be let in: a community (SNMPv1 and v2c), or a user (SNMPv3, RFC 3414). */
export type SnmpAccess =
  | { version: '1' | '2c'; community: string }
  | {
      version: '3'
      /** Empty: the default context. */
      context: string
      user: string
      level: 'noAuthNoPriv' | 'authNoPriv' | 'authPriv'
      authProtocol: 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512'
      authKey: string
      privProtocol: 'des' | 'aes' | 'aes256b' | 'aes256r'
      privKey: string
    }

/** A number, an OCTET STRING as it came, an OID or IP address as text; `null` where there is no such object. */
export type SnmpValue = number | Buffer | string | null
export interface Varbind {
  oid: string
  value: SnmpValue
}

/**
 * `ETIMEDOUT` no answer in time · `ETOOMUCH` the look asked for too much · `NO_SUCH_NAME` (SNMPv1) the object `at` is
 * missing, or the end was reached · `SNMP_AUTH` it answers, but not to us; `reason` says why · `GARBLED` no SNMP, or not
 * what was asked for · else the code of a socket's error.
 */
export type SnmpAnswer =
  | { ok: true; varbinds: Varbind[] }
  | { ok: false; code: string; at: string | null; reason: string }

export interface SnmpAgent {
  get(oids: readonly string[]): Promise<SnmpAnswer>
  next(oids: readonly string[]): Promise<SnmpAnswer>
  /** Time the first answer took, ms; `null` before it. */
  latencyMs(): number | null
}

/** Requests of one look. */
const mostRequests = 120
/** Once the agent has answered, a lost datagram is sent again after this long: that it is there is already known. */
const resendAfterMs = 400
const resends = 2
/** Keys that net-snmp keeps: a device that claims a new engine each time must not fill our memory. */
const mostKeys = 200

export interface SnmpWhere {
  address: string
  port: number
  timeoutMs: number
}

/** Has `talk` ask an SNMP agent, all within `timeoutMs`, and closes. `address` is an IP address. Never throws. */
export async function askSnmp<T>(
  where: SnmpWhere,
  access: SnmpAccess,
  signal: AbortSignal,
  talk: (agent: SnmpAgent) => Promise<T>,
): Promise<T> {
  const wait = limit(where.timeoutMs, signal)
  const socket = await snmpSocket(where.address, isIP(where.address) === 6 ? 6 : 4, where.port)
  const session = open(where, access, socket)
  session.on('error', socket.noteGarbage)
  const stopped = Promise.race([wait.ended, socket.failed])
  try {
    return await talk(agentOf(session, socket, stopped))
  } finally {
    wait.clear()
    socket.close()
    if (Object.keys(snmp.Authentication.authToKeyCache).length > mostKeys) snmp.Authentication.authToKeyCache = {}
  }
}

function open({ address, port, timeoutMs }: SnmpWhere, access: SnmpAccess, socket: SnmpSocket): Session {
  const options: SessionOptions = {
    port,
    transport: isIP(address) === 6 ? 'udp6' : 'udp4',
    // The first question is asked once: a second try would hide what is half-broken. The belt tries again.
    timeout: timeoutMs,
    retries: 0,
    dgramModule: socket.datagrams,
  }
  if (access.version !== '3') {
    const version = access.version === '1' ? snmp.Version1 : snmp.Version2c
    return snmp.createSession(address, access.community, { ...options, version })
  }
  const { user: name, level, authKey, privKey, context } = access
  const user = {
    name,
    level: snmp.SecurityLevel[level],
    ...(level === 'noAuthNoPriv' ? {} : { authProtocol: snmp.AuthProtocols[access.authProtocol], authKey }),
    ...(level === 'authPriv' ? { privProtocol: snmp.PrivProtocols[access.privProtocol], privKey } : {}),
  }
  return snmp.createV3Session(address, user, { ...options, version: snmp.Version3, context })
}

function agentOf(session: Session, socket: SnmpSocket, stopped: Promise<string>): SnmpAgent {
  let requests = 0
  let latencyMs: number | null = null

  async function ask(how: 'get' | 'getNext', oids: readonly string[]): Promise<SnmpAnswer> {
    // What stopped the session before stops it now: nothing more is sent.
    const before = await Promise.race([stopped, Promise.resolve(null)])
    if (before !== null) return failure(before)
    if (++requests > mostRequests) return failure('ETOOMUCH')
    const startedAt = performance.now()
    const asked = new Promise<SnmpAnswer>((resolve) => {
      session[how]([...oids], (fault, varbinds) => resolve(fault ? failureOf(fault) : answerOf(varbinds, oids.length)))
    })
    const answer = await Promise.race([asked, stopped.then((code) => failure(code))])
    const isSilent = !answer.ok && answer.code === 'ETIMEDOUT'
    if (isSilent && socket.heardGarbage()) return failure('GARBLED')
    if (!isSilent && latencyMs === null) {
      latencyMs = elapsed(startedAt)
      session.timeout = resendAfterMs
      session.retries = resends
    }
    return answer
  }
  return { get: (oids) => ask('get', oids), next: (oids) => ask('getNext', oids), latencyMs: () => latencyMs }
}

const failure = (code: string, reason = '', at: string | null = null): SnmpAnswer => ({ ok: false, code, at, reason })

function answerOf(varbinds: readonly RawVarbind[] = [], asked: number): SnmpAnswer {
  if (varbinds.length !== asked) return failure('GARBLED')
  return { ok: true, varbinds: varbinds.map(({ oid, type, value }) => ({ oid, value: plainValue(type, value) })) }
}

function plainValue(type: number, value: unknown): SnmpValue {
  const { Integer, Counter, Gauge, TimeTicks, OctetString, OID, IpAddress } = snmp.ObjectType
  if ([Integer, Counter, Gauge, TimeTicks].includes(type)) return typeof value === 'number' ? value : null
  if (type === OctetString) return Buffer.isBuffer(value) ? value : null
  return (type === OID || type === IpAddress) && typeof value === 'string' ? value : null
}

/** What net-snmp's errors say; its own words name the object that a SNMPv1 agent did not know. */
function failureOf(fault: Error): SnmpAnswer {
  if (fault.name === 'RequestTimedOutError') return failure('ETIMEDOUT')
  if (fault instanceof snmp.RequestFailedError) {
    const { NoSuchName, TooBig, NoAccess, AuthorizationError } = snmp.ErrorStatus
    const at = /: ([\d.]+)$/u.exec(fault.message)?.[1] ?? null
    if (fault.status === NoSuchName) return failure('NO_SUCH_NAME', '', at)
    if (fault.status === TooBig) return failure('TOO_BIG')
    if (fault.status === NoAccess || fault.status === AuthorizationError) return failure('SNMP_AUTH', fault.message)
    return failure('SNMP_ERROR')
  }
  if (fault instanceof snmp.ResponseInvalidError) {
    const { EAuthFailure, ECouldNotDecrypt, ENotInTimeWindow, EUnexpectedReport } = snmp.ResponseInvalidCode
    const isAuth = [EAuthFailure, ECouldNotDecrypt, ENotInTimeWindow, EUnexpectedReport].includes(fault.code)
    return isAuth ? failure('SNMP_AUTH', reasonOf(fault)) : failure('GARBLED')
  }
  const code = codeOf(fault)
  return failure(code === 'UNKNOWN' ? 'GARBLED' : code)
}

/** net-snmp's reason for a digest of ours that doesn't fit quotes both digests: not for people. */
const reasonOf = (fault: Error): string =>
  fault.message.startsWith('Authentication digest') ? 'Wrong digest' : fault.message.slice(0, 100)
