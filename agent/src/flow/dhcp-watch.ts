import type { Discovery } from '@sereno/shared/identity.ts'
import type { LackCode } from '@sereno/shared/lack.ts'
import type { Clock } from '../clock.ts'
import { vendorOf } from '../discover/vendor.ts'
import { judgeDhcp, type KnownServers, learnServers } from '../judge/dhcp.ts'
import type { Condition } from '../judge/types.ts'
import type { Log } from '../log.ts'
import type { Keep } from '../store/types.ts'
import type { Bus } from './bus.ts'
import type { OwnTrouble } from './own-trouble.ts'
import { Rounds } from './rounds.ts'
import type { Surroundings } from './surroundings.ts'

/** While a second server is known, and while one look without it is to be confirmed. */
const lookSoonMs = 60_000
/** Otherwise every ten minutes. */
const restingRounds = 10
/** Looks in a row without a second server that end it: an offer may be lost. */
const clearLooks = 2
const keptKey = 'dhcp-servers'

interface Parts {
  clock: Clock
  log: Log
  bus: Bus
  keep: Keep
  trouble: OwnTrouble
  surroundings: Surroundings
}

/** Looks for a second DHCP server: at the start, every ten minutes, and when somebody scans the network. */
export class DhcpWatch {
  readonly #parts: Parts
  readonly #rounds: Rounds
  readonly #end = new AbortController()
  #known: KnownServers | null = null
  #round = 0
  #clear = 0
  #mayAsk = true
  #looking: Promise<void> = Promise.resolve()
  /** A look waits for the one before it. */
  #isWaiting = false
  /** When the scan began that was answered with a look of ours. */
  #scan: string | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#rounds = new Rounds(parts.clock, async () => {
      // A scan may have found one meanwhile.
      if (this.#round % restingRounds === 0 || this.#open().length > 0) await this.#once()
      this.#round += 1
      return lookSoonMs
    })
  }

  start(): void {
    this.#parts.bus.on('discovery.changed', this.#onScan)
    this.#rounds.start()
  }

  async stop(): Promise<void> {
    this.#parts.bus.off('discovery.changed', this.#onScan)
    this.#end.abort()
    await Promise.all([this.#rounds.stop(), this.#looking])
  }

  lacks(): readonly LackCode[] {
    return this.#mayAsk ? [] : ['no_dhcp_right']
  }

  readonly #onScan = ({ state, startedAt }: Discovery): void => {
    if (state !== 'scanning' || this.#scan === startedAt) return
    this.#scan = startedAt
    void this.#once()
  }

  /** One look at a time. What began before is out of date for who asks now; one that waits its turn is not. */
  #once(): Promise<void> {
    const { log } = this.#parts
    if (this.#isWaiting) return this.#looking
    this.#isWaiting = true
    this.#looking = this.#looking
      .then(() => {
        this.#isWaiting = false
        return this.#end.signal.aborted ? undefined : this.#look()
      })
      .catch((fault: unknown) => log.error({ fault }, 'DHCP servers could not be looked for'))
    return this.#looking
  }

  async #look(): Promise<void> {
    const { clock, keep, trouble, surroundings } = this.#parts
    const answer = await surroundings.askForDhcp(this.#end.signal)
    this.#mayAsk = answer.asked || answer.why !== 'right'
    // Not asked is not answered: what was believed stays.
    if (!answer.asked || this.#end.signal.aborted) return
    const before = this.#known ?? readServers(await keep.get(keptKey))
    this.#known = learnServers(before, answer.offers, clock.now())
    if (Object.keys(before).join() !== Object.keys(this.#known).join()) await keep.set({ [keptKey]: this.#known })

    const found = judgeDhcp(answer.offers, await surroundings.defaultGateway(), this.#known)
    this.#clear = found.length > 0 ? 0 : this.#clear + 1
    if (found.length > 0) await trouble.set('dhcp', await Promise.all(found.map((one) => this.#named(one))))
    else if (this.#open().length > 0 && this.#clear >= clearLooks) await trouble.set('dhcp', [])
  }

  #open(): readonly Condition[] {
    return this.#parts.trouble.believedBy('dhcp')
  }

  /** With the MAC of the strange server and its maker, by which a person finds the box. */
  async #named(condition: Condition): Promise<Condition> {
    const { surroundings } = this.#parts
    const { server } = condition.detail
    if (typeof server !== 'string' || !surroundings.inSubnet(server, surroundings.ownSubnets())) return condition
    const budgetMs = await surroundings.refreshBudgetMs()
    const mac = (await surroundings.refreshNeighbours([server], budgetMs, this.#end.signal)).get(server)?.mac ?? null
    return { ...condition, detail: { ...condition.detail, mac, vendor: mac === null ? null : vendorOf(mac) } }
  }
}

function readServers(kept: unknown): KnownServers {
  const servers = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
  return Object.fromEntries(servers.filter(([, first]) => typeof first === 'number').slice(0, 16))
}
