import { X509Certificate } from 'node:crypto'
import type { Trust, TrustState } from '@sereno/shared/trust.ts'
import { type Clock, iso } from '../clock.ts'
import { ruleOf } from '../judge/rule.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../store/sealed.ts'
import type { Store } from '../store/types.ts'
import { fingerprintOf, type Pair } from '../trust/pair.ts'
import { isCovered, type Reach, type Scope } from '../trust/reach.ts'
import type { TrustDesk } from './desks.ts'
import { type Authority, type KeptTrust, TrustShelf } from './kept-trust.ts'
import type { OwnTrouble } from './own-trouble.ts'
import { Rounds } from './rounds.ts'

/** An address may be new after any renewal of its lease. */
const lookEveryMs = 60_000

interface Parts {
  clock: Clock
  log: Log
  store: Store
  sealer: Sealer
  trouble: Pick<OwnTrouble, 'set'>
  /** What the box is called and where it is, read afresh. */
  reach(): Reach
  clockTrusted(): Promise<boolean>
}

/** The port where HTTPS answers, or why it does not. */
type Door = { port: number } | { port: null; isTaken: boolean }

/**
 * The box's own certificate authority and the certificate that it serves HTTPS with. The certificate is renewed by itself;
 * an authority that a device may trust already is never made anew unless a person asks for it.
 */
export class Certificates implements TrustDesk {
  readonly #parts: Parts
  readonly #shelf: TrustShelf
  readonly #rounds: Rounds
  #kept: KeptTrust | null = null
  #isRead = false
  #state: TrustState = 'waiting_clock'
  #door: Door = { port: null, isTaken: false }
  #onLeaf: (leaf: Pair) => void = () => {}
  #served: Buffer | null = null
  /** Whether the log has it that this fails; `null`: the last run may have left it so. */
  #isTold: boolean | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#shelf = new TrustShelf(parts.store, parts.sealer)
    this.#rounds = new Rounds(parts.clock, async () => {
      await this.look()
      return lookEveryMs
    })
  }

  /** @param onLeaf is called with the certificate to serve, and again with each that takes its place */
  async start(onLeaf: (leaf: Pair) => void): Promise<void> {
    this.#onLeaf = onLeaf
    this.#rounds.start()
    await this.#inTurn(async () => {})
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  opened(door: Door): void {
    this.#door = door
  }

  /** Makes what is missing and renews what is due. Never rejects. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#attempt(() => this.#look()))
  }

  view(): Omit<Trust, 'page'> {
    const { authority, leaf } = this.#kept ?? { authority: null, leaf: null }
    const { hosts, addresses } = this.#parts.reach()
    const known = authority && new X509Certificate(authority.certificate)
    return {
      state: this.#state === 'ready' && this.#door.port === null && this.#door.isTaken ? 'port_taken' : this.#state,
      port: this.#door.port,
      authority:
        authority && known
          ? {
              name: /^CN=(.*)$/mu.exec(known.subject)?.[1] ?? 'Sereno',
              fingerprint: fingerprintOf(authority.certificate),
              madeAt: iso(authority.madeAt),
              until: iso(Date.parse(known.validTo)),
              hosts: authority.hosts,
              subnets: authority.subnets,
            }
          : null,
      certificate: leaf && { names: namesOf(leaf), until: iso(validUntil(leaf)) },
      uncovered: authority ? [...hosts, ...addresses].filter((name) => !isCovered(name, authority)) : [],
    }
  }

  async give(): Promise<Buffer | null> {
    await this.#inTurn(async () => {
      if (this.#kept === null || this.#kept.authority.isGiven) return
      const given = { ...this.#kept, authority: { ...this.#kept.authority, isGiven: true } }
      await this.#shelf.write(given)
      this.#kept = given
    })
    return this.#kept?.authority.certificate ?? null
  }

  async makeAnew(): Promise<boolean> {
    return this.#inTurn(async () => {
      await this.#attempt(() => this.#make())
      return this.#state === 'ready'
    })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => {})
    return mine
  }

  async #attempt(work: () => Promise<TrustState>): Promise<void> {
    const { log, trouble } = this.#parts
    let reason = ''
    try {
      this.#state = await work()
    } catch (fault) {
      reason = (fault as Error).message.slice(0, 200)
      if (this.#state !== 'failed')
        log.error({ fault: reason }, 'the certificate of this box cannot be made or renewed')
      this.#state = 'failed'
    }
    const condition = {
      cause: 'certificate_failed',
      probe: null,
      rule: ruleOf('certificate_failed'),
      attempts: 1,
    } as const
    this.#serve()
    const isTold = this.#isTold
    this.#isTold = this.#state === 'failed'
    if (isTold === false && !this.#isTold) return
    await trouble
      .set('certificate', this.#state === 'failed' ? [{ ...condition, detail: { reason, readings: [] } }] : [])
      .catch((fault: Error) => log.error({ fault: fault.message }, 'the disk takes no note of the certificate'))
  }

  #serve(): void {
    const leaf = this.#kept?.leaf ?? null
    if (leaf === null || leaf.certificate === this.#served) return
    this.#served = leaf.certificate
    this.#onLeaf(leaf)
  }

  async #look(): Promise<TrustState> {
    if (!this.#isRead) this.#kept = await this.#shelf.read()
    this.#isRead = true
    const reach = this.#parts.reach()
    // No device trusts it yet: it may follow the box to its place.
    const isOpen = this.#kept === null || (!this.#kept.authority.isGiven && !coversAll(this.#kept.authority, reach))
    if (this.#kept === null || isOpen) return this.#make()
    const { authority, leaf } = this.#kept
    const names = [...reach.hosts, ...reach.addresses].filter((name) => isCovered(name, authority))
    if (names.length === 0 || this.#parts.clock.now() > validUntil(authority)) return 'uncovered'
    if (leaf !== null && !isDue(leaf, names, this.#parts.clock.now())) return 'ready'
    if (!(await this.#parts.clockTrusted())) return leaf === null ? 'waiting_clock' : 'ready'
    return this.#keep(authority, names)
  }

  /** A new authority for all that the box is now, and its certificate. */
  async #make(): Promise<TrustState> {
    const { store, clock, clockTrusted, reach } = this.#parts
    // It would be gone with the next start, and the devices would trust what is no more.
    if (store.inMemory !== null) return 'waiting_disk'
    if (!(await clockTrusted())) return 'waiting_clock'
    const { makeAuthority } = await import('../trust/certificate.ts')
    const { hosts, addresses, subnets } = reach()
    const now = clock.now()
    const made = makeAuthority({ hosts, subnets }, now)
    return this.#keep({ ...made, madeAt: now, hosts, subnets, isGiven: false }, [...hosts, ...addresses])
  }

  async #keep(authority: Authority, names: readonly string[]): Promise<TrustState> {
    const { makeLeaf } = await import('../trust/certificate.ts')
    const kept = { authority, leaf: makeLeaf(authority, names, this.#parts.clock.now()) }
    await this.#shelf.write(kept)
    this.#kept = kept
    this.#isRead = true
    this.#parts.log.info({ names, until: iso(validUntil(kept.leaf)) }, 'a certificate was made')
    return 'ready'
  }
}

const validUntil = ({ certificate }: Pair): number => Date.parse(new X509Certificate(certificate).validTo)

/** In the order in which they were asked for. */
const namesOf = ({ certificate }: Pair): string[] =>
  (new X509Certificate(certificate).subjectAltName ?? '')
    .split(', ')
    .map((name) => name.replace(/^(?:DNS|IP Address):/u, ''))
    .filter((name) => name !== '')

const coversAll = (scope: Scope, { hosts, subnets }: Reach): boolean =>
  hosts.every((host) => isCovered(host, scope)) && subnets.every((subnet) => scope.subnets.includes(subnet))

/** A third of its life is left, it begins only later, or the box is called otherwise by now. */
function isDue(leaf: Pair, names: readonly string[], now: number): boolean {
  const { validFrom, validTo } = new X509Certificate(leaf.certificate)
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
  if (now < from || now > to - (to - from) / 3) return true
  return namesOf(leaf).map(plain).toSorted().join() !== names.map(plain).toSorted().join()
}

/** Node writes out all groups of an IPv6 address. */
const plain = (name: string): string => (name.includes(':') ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name)
