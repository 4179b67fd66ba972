import type { Language } from '@sereno/shared/field.ts'
import type { Candidate, Discovery } from '@sereno/shared/identity.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { type Clock, iso } from '../clock.ts'
import type { Config } from '../config.ts'
import { planScan, type ScanPlan } from '../discover/plan-scan.ts'
import { type Finding, type Progress, scan } from '../discover/scan.ts'
import type { Ways } from '../discover/ways.ts'
import { isPrivateMac } from '../judge/evidence.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/types.ts'
import type { Bus } from './bus.ts'
import { Candidates, type Found } from './candidates.ts'
import type { DiscoveryDesk, FoundDevice } from './desks.ts'
import { isIgnored } from './is-ignored.ts'
import { Newcomers } from './newcomers.ts'
import { Owners, perhapsOwnerOf, type Watching } from './owners.ts'
import { Rounds } from './rounds.ts'
import type { Surroundings } from './surroundings.ts'

/** The watch has its first looks behind it by then. */
const firstAfterMs = 5000
/** The whole subnet is asked by ARP this often (`kinds.md`, Rates). */
const roundEveryMs = 10 * 60_000
/** Whoever listens is told at most so often, and of what happens within a moment together. */
const tellEveryMs = 250
const momentMs = 15

interface Parts extends Watching {
  clock: Clock
  log: Log
  bus: Bus
  store: Store
  venue(): Readonly<VenueDocument>
  surroundings: Pick<Surroundings, 'defaultGateway' | 'ownAddresses'>
  ways: Ways
  /** Subnets that the agent may look around in by itself; `none`: nowhere; absent: the venue's, else its own. */
  subnets: Config['subnets']
}

/** `first`: of this start. `asked`: a person wants it. `round`: only what is new is looked at. */
type Occasion = 'first' | 'asked' | 'round'

const idle: Progress = { asked: 0, total: 0, found: 0, recognised: 0 }

/**
 * Finds what is on the network and keeps what nobody has added: a scan after the start, whenever a person asks, and every
 * ten minutes a sweep that looks only at what is new. One at a time.
 */
export class DiscoveryRounds implements DiscoveryDesk {
  readonly #parts: Parts
  readonly #candidates: Candidates
  readonly #newcomers: Newcomers
  readonly #owners: Owners
  readonly #rounds: Rounds
  readonly #end = new AbortController()
  #running: Promise<void> | null = null
  #isShown = false
  #scanned: { plan: ScanPlan; startedAt: number; endedAt: number | null } | null = null
  #progress: Progress = idle
  #macs: ReadonlyMap<string, string> = new Map()
  #told = Number.NEGATIVE_INFINITY
  #cancelTelling: (() => void) | null = null
  #cancelFirst: () => void = () => {}

  private constructor(parts: Parts, candidates: Candidates, newcomers: Newcomers) {
    this.#parts = parts
    this.#candidates = candidates
    this.#newcomers = newcomers
    this.#owners = new Owners(parts, parts.clock)
    this.#rounds = new Rounds(parts.clock, () => this.#round())
  }

  static async make(parts: Parts): Promise<DiscoveryRounds> {
    return new DiscoveryRounds(
      parts,
      await Candidates.start(parts.store.keep),
      await Newcomers.start(parts.store, parts.bus),
    )
  }

  start(): void {
    if (this.#parts.subnets === 'none') return
    this.#cancelFirst = this.#parts.clock.after(firstAfterMs, () => this.#rounds.start())
  }

  /** Ends a scan that runs, and waits for it. */
  async stop(): Promise<void> {
    this.#cancelFirst()
    this.#cancelTelling?.()
    this.#end.abort()
    await Promise.all([this.#rounds.stop(), this.#running])
  }

  scan(subnets: readonly string[] | null): 'started' | 'running' | 'none' {
    if (subnets === null && this.#parts.subnets === 'none') return 'none'
    // A round in the background is over in a moment, and then the scan is begun all the same.
    if (this.#isShown) return 'running'
    this.#begin(this.#plan(subnets))
    this.#run('asked')
    return 'started'
  }

  state(language: Language): Discovery {
    const { startedAt = null, endedAt = null, plan = null } = this.#scanned ?? {}
    return {
      state: this.#isShown ? 'scanning' : 'idle',
      startedAt: startedAt === null ? null : iso(startedAt),
      endedAt: endedAt === null ? null : iso(endedAt),
      subnets: plan?.subnets.map(({ cidr }) => cidr) ?? [],
      own: this.ownAddresses().map(({ address, subnet }) => ({ address, subnet })),
      mayLook: this.#parts.subnets !== 'none',
      ...this.#progress,
      remarks: plan?.remarks.map(({ code, ...values }) => say(language, `overview.scan.${code}`, values)) ?? [],
    }
  }

  candidates(): Candidate[] {
    const unwatched = this.#candidates.all().filter((found) => this.#owners.of(found) === null)
    return unwatched.map((found) => this.#view(found))
  }

  candidate(id: string): FoundDevice | null {
    const found = this.#candidates.get(id)
    if (!found) return null
    return { candidate: this.#view(found), ways: found.ways, deviceId: this.#owners.of(found)?.id ?? null }
  }

  adopted(id: string, deviceId: string): void {
    const { identities, clock } = this.#parts
    const found = this.#candidates.get(id)
    if (found) identities.learn(deviceId, found.evidence, clock.now(), found.address)
    this.#tell()
  }

  /** What something with this MAC was found to be called. */
  nameOf(mac: string): string | null {
    return this.#candidates.all().find((found) => found.mac === mac)?.name ?? null
  }

  ownAddresses(): { address: string; subnet: string }[] {
    return this.#parts.surroundings.ownAddresses()
  }

  macs(): ReadonlyMap<string, string> {
    return this.#macs
  }

  async #round(): Promise<number> {
    if (this.#running === null) {
      const isFirst = this.#scanned === null
      if (isFirst) this.#begin(this.#plan(null))
      this.#run(isFirst ? 'first' : 'round')
    }
    await this.#running
    return roundEveryMs
  }

  #plan(named: readonly string[] | null): ScanPlan {
    const { subnets, venue, surroundings } = this.#parts
    const set = Array.isArray(subnets) ? subnets : venue().venue.subnets
    return planScan(named ?? (set.length > 0 ? set : null), surroundings.ownAddresses())
  }

  #begin(plan: ScanPlan): void {
    this.#scanned = { plan, startedAt: this.#parts.clock.now(), endedAt: null }
    this.#progress = idle
    this.#isShown = true
    this.#tell()
  }

  /** One after the other. */
  #run(occasion: Occasion): void {
    const running = (this.#running ?? Promise.resolve()).then(async () => {
      await this.#scan(occasion)
      // Another may wait its turn already.
      if (this.#running === running) this.#running = null
    })
    this.#running = running
  }

  async #scan(occasion: Occasion): Promise<void> {
    try {
      await this.#look(occasion)
    } catch (fault) {
      this.#parts.log.error({ fault }, 'the network could not be searched')
    }
    if (occasion !== 'round') this.#isShown = false
    if (occasion !== 'round' && this.#scanned) this.#scanned.endedAt = this.#parts.clock.now()
    if (!this.#end.signal.aborted) this.#tell()
  }

  async #look(occasion: Occasion): Promise<void> {
    const { clock, surroundings, ways } = this.#parts
    const plan = occasion === 'round' ? this.#plan(null) : (this.#scanned?.plan ?? this.#plan(null))
    const appeared: Found[] = []
    const macs = await scan(
      {
        plan,
        gateway: await surroundings.defaultGateway(),
        isNew: (address, mac) => this.#isToAsk(address, mac, occasion),
        onProgress: (progress) => {
          if (occasion === 'round') return
          this.#progress = { ...progress }
          this.#tell()
        },
        onFinding: (finding, there) => {
          const found = this.#take(finding, there)
          if (found && finding.asked) appeared.push(found)
        },
        signal: this.#end.signal,
      },
      ways,
    )
    this.#macs = occasion === 'asked' ? new Map([...this.#macs, ...macs]) : macs
    await this.#candidates.tidy(clock.now())
    if (!this.#end.signal.aborted) await this.#newcomers.note(appeared, occasion === 'asked', clock.now())
  }

  /** What is watched or ignored is left alone, and in a round what is known. */
  #isToAsk(address: string, mac: string | null, occasion: Occasion): boolean {
    const evidence = mac === null ? [] : [{ kind: 'mac' as const, value: mac, source: 'sweep' }]
    if (this.#owners.of({ address, evidence })) return false
    const known = this.#candidates.at(address, mac)
    if (known === null) return true
    return !this.#isIgnored(known) && (occasion !== 'round' || !known.asked)
  }

  /** `null`: it is watched. */
  #take(finding: Finding, there: ReadonlyMap<string, string>): Found | null {
    const { identities, clock } = this.#parts
    const owner = this.#owners.of(finding)
    if (owner === null) {
      const found = this.#candidates.take(finding, clock.now(), (address, mac) => there.get(address) === mac)
      return found
    }
    // Whoever is at its address may be another: only what proves it is learnt.
    if (identities.ownerOf(finding.evidence) === owner.id) {
      identities.learn(owner.id, finding.evidence, clock.now(), finding.address)
    }
    return null
  }

  #isIgnored(found: Found): boolean {
    return this.#parts.venue().ignored.some((one) => isIgnored(found, one))
  }

  #view(found: Found): Candidate {
    const { version: _, asked: __, ways: ___, firstSeenAt, lastSeenAt, ...shown } = found
    return {
      ...shown,
      privateMac: found.mac !== null && isPrivateMac(found.mac),
      perhapsDeviceId: perhapsOwnerOf(found, this.#parts, this.#parts.clock.now()),
      firstSeenAt: iso(firstSeenAt),
      lastSeenAt: iso(lastSeenAt),
      ignored: this.#isIgnored(found),
    }
  }

  /** Tells how it goes; what comes too soon after the last time is told together. */
  #tell(): void {
    const { clock, bus } = this.#parts
    if (this.#cancelTelling) return
    const waitMs = Math.max(momentMs, this.#told + tellEveryMs - clock.monotonic())
    this.#cancelTelling = clock.after(waitMs, () => {
      this.#cancelTelling = null
      this.#told = clock.monotonic()
      bus.emit('discovery.changed', this.state('en'))
    })
  }
}
