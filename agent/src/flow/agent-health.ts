import type { Language } from '@sereno/shared/field.ts'
import { type LackCode, lackIn } from '@sereno/shared/lack.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import type { Clock } from '../clock.ts'
import { type AgentFacts, judgeAgent } from '../judge/agent.ts'
import { inDoubt } from '../judge/doubt.ts'
import type { Check } from '../judge/types.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/types.ts'
import type { DhcpWatch } from './dhcp-watch.ts'
import type { OwnTrouble } from './own-trouble.ts'
import type { Surroundings } from './surroundings.ts'

const lookEveryMs = 5000
/** Disk, tools and clock change slowly: they are looked at every so many looks. */
const slowLooks = 12
/** After our network came back, silence may still be ours: switches learn and ARP settles. */
const settleMs = 5000
/** A machine that has just started may still be waiting for its network. */
const bootGraceMs = 30_000

interface Parts {
  clock: Clock
  log: Log
  store: Store
  trouble: OwnTrouble
  dhcp: DhcpWatch
  surroundings: Surroundings
  /** When this version was built, ms since 1970: a clock before that is wrong. */
  builtAt: number
  /** The last run did not end in order. */
  crashed: boolean
}

/**
 * Our own machine: its network, disk, clock and tools. Its troubles are entries of the agent's own, and never a verdict
 * on a device.
 */
export class AgentHealth {
  readonly #parts: Parts
  readonly #startedAt: number
  #link = { linkUp: true, hasAddress: true }
  /** Until then (monotonic ms) silence tells nothing: the network was away. */
  #awayUntil = Number.NEGATIVE_INFINITY
  #localErrors: { code: string; at: number }[] = []
  #disk: 'ok' | 'full' | 'readonly' = 'ok'
  #trusted = true
  #voltage: AgentFacts['underVoltage'] = null
  #lacks: readonly LackCode[] = []
  #looks = 0
  #cancelTimer: () => void = () => {}
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#startedAt = parts.clock.monotonic()
  }

  async start(): Promise<void> {
    this.#running = this.#look()
    await this.#running
    if (!this.#stopped) this.#cancelTimer = this.#parts.clock.after(lookEveryMs, () => void this.start())
  }

  /** Resolves once nothing is being written any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.#running
  }

  networkUp(): boolean {
    return this.#link.linkUp && this.#link.hasAddress
  }

  /**
   * Whether what a check saw may be judged. Where something fell silent our own link is looked at first; a check that
   * began while it was away, or just after, is left out.
   */
  async networkHeld(check: Check, startedAt: number): Promise<boolean> {
    for (const reading of check.readings) {
      if (reading.contact === 'local_error') this.#localErrors.push({ code: reading.code ?? 'unknown', at: reading.at })
    }
    this.#localErrors = this.#localErrors.slice(-100)
    if (!inDoubt(check.readings) || isOwnAddress(check.device.address)) return true
    await this.#lookAtLink()
    return this.networkUp() && startedAt >= this.#awayUntil
  }

  /** What this machine lacks, in words. */
  lacks(language: Language): Lack[] {
    return [...this.#lacks, ...this.#parts.dhcp.lacks()].map((code) => lackIn(language, code))
  }

  /** Not before this version was built nor before the newest entry, and no running time service says "unsynchronised". */
  async clockTrusted(): Promise<boolean> {
    const { clock, store, surroundings, builtAt } = this.#parts
    const newest = await store.journal.newest()
    if (clock.now() < Math.max(builtAt, newest.at ?? 0)) return false
    return (await surroundings.clockSynchronised()) !== false
  }

  async #look(): Promise<void> {
    try {
      await this.#lookAtLink()
      if (this.#looks % slowLooks === 0) await this.#lookAtMachine()
      this.#looks += 1
      await this.#file()
    } catch (fault) {
      this.#parts.log.error({ fault }, 'the machine itself could not be looked at')
    }
  }

  async #lookAtLink(): Promise<void> {
    this.#link = await this.#parts.surroundings.linkState()
    if (!this.networkUp()) this.#awayUntil = this.#parts.clock.monotonic() + settleMs
  }

  async #lookAtMachine(): Promise<void> {
    const { store, surroundings } = this.#parts
    const health = await store.health()
    this.#disk = health.ok
      ? 'ok'
      : health.reason === 'disk_readonly'
        ? 'readonly'
        : health.reason === 'disk_full'
          ? 'full'
          : this.#disk
    this.#trusted = await this.clockTrusted()
    this.#lacks = await surroundings.lacks()
    this.#voltage = await surroundings.underVoltage()
  }

  async #file(): Promise<void> {
    const { clock, trouble, crashed } = this.#parts
    const booting = clock.monotonic() - this.#startedAt < bootGraceMs
    const link = booting ? { linkUp: true, hasAddress: true } : this.#link
    const facts = {
      ...link,
      localErrors: this.#localErrors,
      crashed: crashed && this.#looks <= 1,
      disk: this.#disk,
      clockTrusted: this.#trusted,
      underVoltage: this.#voltage,
    }
    this.#localErrors = []
    await trouble.set('machine', judgeAgent(facts))
  }
}

/** An address of our own machine needs no cable. */
const isOwnAddress = (address: string | null): boolean =>
  address !== null && (address.startsWith('127.') || address === '::1' || address === 'localhost')
