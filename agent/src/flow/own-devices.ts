import { randomUUID } from 'node:crypto'
import type { DeviceSetting, OwnRole, ProbeSetting } from '@sereno/shared/device.ts'
import { type Language, languages } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Probe } from '../probes/probe.ts'
import type { Book } from '../store/types.ts'
import type { Surroundings } from './surroundings.ts'

/** The gateway and the resolver change when the router does, or when the box moves to another socket. */
const lookEveryMs = 60_000

interface Parts {
  clock: Clock
  log: Log
  book: Book
  surroundings: Surroundings
  findProbe(type: string): Probe | null
}

/** What an own device is: its type, its probe, and where it is found. */
const roles: Record<OwnRole, { type: DeviceSetting['type']; probe: string }> = {
  gateway: { type: 'router', probe: 'gateway' },
  resolver: { type: 'other', probe: 'dns' },
  line: { type: 'internet', probe: 'internet' },
}

/**
 * The agent's own gateway, resolver and internet line are devices from the first start. Their addresses follow the
 * machine; name, rates and whether they are in service are a person's to change.
 */
export class OwnDevices {
  readonly #parts: Parts
  #cancelTimer: () => void = () => {}
  #running: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async start(): Promise<void> {
    this.#running = this.#follow()
    await this.#running
    if (!this.#stopped) this.#cancelTimer = this.#parts.clock.after(lookEveryMs, () => void this.start())
  }

  /** Resolves once nothing is being written any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.#running
  }

  async #follow(): Promise<void> {
    const { book, surroundings, log } = this.#parts
    try {
      const [gateway, servers] = await Promise.all([surroundings.defaultGateway(), surroundings.resolvers()])
      const addresses: Record<OwnRole, string | null> = { gateway, resolver: servers[0] ?? null, line: null }
      if (!this.#differs(book.read(), addresses)) return
      await book.change((draft) => this.#apply(draft, addresses))
    } catch (fault) {
      log.error({ fault }, 'the agent’s own devices could not be brought up to date')
    }
  }

  #differs(venue: Readonly<VenueDocument>, addresses: Record<OwnRole, string | null>): boolean {
    const before = structuredClone(venue) as VenueDocument
    const after = structuredClone(venue) as VenueDocument
    this.#apply(after, addresses)
    return JSON.stringify(before) !== JSON.stringify(after)
  }

  #apply(draft: VenueDocument, addresses: Record<OwnRole, string | null>): void {
    const language = draft.account?.language ?? 'en'
    for (const role of Object.keys(roles) as OwnRole[]) {
      const device = draft.devices.find((one) => one.role === role)
      if (!device) {
        draft.devices.push(this.#make(role, addresses[role], language))
        continue
      }
      // While the network is away nothing is known about its gateway: the last address stays.
      device.address = addresses[role] ?? device.address
      if (isOwnName(role, device.name)) device.name = say(language, `device.${role}`)
      const probe = device.probes.find((one) => one.type === 'dns')
      if (role === 'resolver' && probe && device.address) probe.options = { ...probe.options, server: device.address }
    }
  }

  #make(role: OwnRole, address: string | null, language: Language): DeviceSetting {
    const { type, probe } = roles[role]
    return {
      id: role,
      name: say(language, `device.${role}`),
      type,
      place: '',
      address,
      mac: null,
      inService: true,
      parentId: null,
      probes: this.#probe(probe, role === 'resolver' && address ? { server: address } : {}),
      role,
    }
  }

  #probe(type: string, options: Record<string, unknown>): ProbeSetting[] {
    const probe = this.#parts.findProbe(type)
    return probe ? [{ id: randomUUID(), type, ...probe.rate, options }] : []
  }
}

/** A name that we gave, in whatever language, follows the venue's language; one that a person gave stays. */
const isOwnName = (role: OwnRole, name: string): boolean =>
  languages.some((language) => say(language, `device.${role}`) === name)
