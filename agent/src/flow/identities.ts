import type { DeviceSetting } from '@sereno/shared/device.ts'
import { type Evidence, evidence, type SeenEvidence } from '@sereno/shared/identity.ts'
import { z } from 'zod'
import { type Clock, iso } from '../clock.ts'
import { fixedMacs, isSame, type Known, ownerOf, type Proof, proofOf, taughtBy } from '../judge/evidence.ts'
import type { Keep } from '../store/types.ts'

const prefix = 'identity:'
/** When a proof was last seen changes with each check: alone it goes to the disk this often. */
const lastSeenEveryMs = 3_600_000
const mostBarred = 20

const proof = evidence.pick({ kind: true, value: true })
const kept = z.strictObject({
  version: z.literal(1),
  evidence: z.array(evidence).max(20),
  barred: z.array(proof).max(mostBarred),
  /** Where the identity was seen last; `since` in ms since 1970. */
  foundAt: z.strictObject({ address: z.string(), since: z.number() }).nullable(),
  /** The device's address when it was learnt: a person who changes it says who the device is. */
  home: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
})
type Kept = z.infer<typeof kept>

const unknown = (): Kept => ({
  version: 1,
  evidence: [],
  barred: [],
  foundAt: null,
  home: null,
  vendor: null,
  model: null,
})

interface Parts {
  keep: Keep
  clock: Clock
  devices(): readonly DeviceSetting[]
}

/** Who each device is, by evidence: learnt from every look that was surely of that device, and kept over a restart. */
export class Identities {
  readonly #parts: Parts
  readonly #known = new Map<string, Kept>()
  /** By device, what is on the disk, and since when (ms since 1970). */
  readonly #written = new Map<string, { record: Kept | null; at: number }>()
  /** Of these more than a time has changed. */
  readonly #urgent = new Set<string>()

  private constructor(parts: Parts) {
    this.#parts = parts
  }

  static async start(parts: Parts): Promise<Identities> {
    const identities = new Identities(parts)
    for (const [key, value] of await parts.keep.all(prefix)) {
      const read = kept.safeParse(value)
      const id = key.slice(prefix.length)
      if (read.success) identities.#known.set(id, read.data)
      identities.#written.set(id, { record: read.data ?? null, at: parts.clock.now() })
    }
    return identities
  }

  of(deviceId: string): Evidence[] {
    return this.#known.get(deviceId)?.evidence ?? []
  }

  barredOf(deviceId: string): Proof[] {
    return this.#known.get(deviceId)?.barred ?? []
  }

  /** Where the identity was last seen, and since when (ms since 1970). */
  foundAt(deviceId: string): { address: string; since: number } | null {
    return this.#known.get(deviceId)?.foundAt ?? null
  }

  /** What the device said of its maker and model. */
  about(deviceId: string): { vendor: string | null; model: string | null } {
    const { vendor = null, model = null } = this.#known.get(deviceId) ?? {}
    return { vendor, model }
  }

  /** The MACs by which the device is told from others: what it was seen with, and what a person wrote down. */
  macsOf(device: DeviceSetting): string[] {
    return [...new Set(fixedMacs(this.#knownOf(device).evidence, device.type))]
  }

  /** The same, for who is at its address; who answers where a person has put it anew is the device. */
  tellingMacsOf(device: DeviceSetting): string[] {
    const macs = this.macsOf(device)
    return this.isRehomed(device) ? macs.filter((mac) => mac === device.mac) : macs
  }

  /** A person has given the device another address since it was learnt: who answers there is the device. */
  isRehomed(device: DeviceSetting): boolean {
    const home = this.#known.get(device.id)?.home ?? null
    return home !== null && home !== device.address
  }

  /**
   * Takes up what a look saw that was surely of this device.
   * @param at ms since 1970
   * @param address where it was seen; `null`: the look does not tell
   */
  learn(deviceId: string, seen: readonly SeenEvidence[], at: number, address: string | null): void {
    const device = this.#device(deviceId)
    if (!device) return
    const before = this.#known.get(deviceId) ?? unknown()
    const barred = (one: SeenEvidence) => before.barred.some((other) => isSame(other, one))
    const news = seen.flatMap((one) => proofOf(one) ?? []).filter((one) => !barred(one))
    const isMoved = address !== null && before.foundAt?.address !== address
    const after: Kept = {
      ...before,
      evidence: taughtBy(before.evidence, news, iso(at)),
      foundAt: isMoved ? { address, since: at } : before.foundAt,
      home: before.home ?? device.address,
    }
    const grew = after.evidence.some((one) => !before.evidence.some((own) => isSame(own, one)))
    this.#set(deviceId, after, grew || isMoved || before.home === null)
  }

  /** Takes up what the device said of its maker and model. */
  describe(deviceId: string, vendor: string | null, model: string | null): void {
    const before = this.#known.get(deviceId)
    if (!before) return
    const after = { ...before, vendor: vendor ?? before.vendor, model: model ?? before.model }
    if (after.vendor !== before.vendor || after.model !== before.model) this.#set(deviceId, after, true)
  }

  /** A person gave the device another address: what is there from now on is the device. What is known stays if it is the same one. */
  rehome(deviceId: string, isSameDevice: boolean): void {
    const device = this.#device(deviceId)
    const before = this.#known.get(deviceId)
    if (!device || !before) return
    const after = isSameDevice ? before : { ...unknown(), barred: before.barred }
    this.#set(deviceId, { ...after, home: device.address }, true)
  }

  /** Whose evidence this is, the surest first; `null`: of no device that is known. */
  ownerOf(seen: readonly Proof[]): string | null {
    return ownerOf(
      seen,
      this.#parts.devices().map((device) => this.#knownOf(device)),
    )
  }

  /** A person said that this evidence is the device's too. */
  merge(into: string, from: readonly Evidence[]): void {
    const device = this.#device(into)
    if (!device) return
    const before = this.#known.get(into) ?? unknown()
    const news = from.flatMap((one) => proofOf(one) ?? [])
    const all = news.reduce((known, one) => taughtBy(known, [one], one.lastSeenAt), before.evidence)
    const barred = before.barred.filter((other) => !news.some((one) => isSame(other, one)))
    this.#set(into, { ...before, evidence: all, barred, home: before.home ?? device.address }, true)
  }

  /** A person said that this evidence is not the device's: it is let go, and never taken up again. */
  split(deviceId: string, wrong: readonly Proof[]): void {
    const before = this.#known.get(deviceId) ?? unknown()
    const isWrong = (one: Proof) => wrong.some((other) => isSame(other, one))
    const barred = [...before.barred.filter((one) => !isWrong(one)), ...wrong.flatMap((one) => proofOf(one) ?? [])]
    const after: Kept = {
      ...before,
      evidence: before.evidence.filter((one) => !isWrong(one)),
      barred: barred.map(({ kind, value }) => ({ kind, value })).slice(-mostBarred),
    }
    this.#set(deviceId, after, true)
  }

  /** Writes what changed; called once a minute, and with `all` at the end. */
  async write(all = false): Promise<void> {
    const now = this.#parts.clock.now()
    const isThere = new Set(this.#parts.devices().map(({ id }) => id))
    const gone = [...this.#written.keys(), ...this.#known.keys()].filter((id) => !isThere.has(id))
    const changed = [...this.#known].filter(([id, record]) => {
      const written = this.#written.get(id)
      if (!isThere.has(id) || written?.record === record) return false
      return all || this.#urgent.has(id) || Math.abs(now - (written?.at ?? 0)) >= lastSeenEveryMs
    })
    if (gone.length + changed.length === 0) return
    const records: [string, Kept | null][] = [...gone.map((id): [string, null] => [id, null]), ...changed]
    await this.#parts.keep.set(Object.fromEntries(records.map(([id, record]) => [prefix + id, record])))
    for (const [id, record] of changed) {
      this.#written.set(id, { record, at: now })
      if (this.#known.get(id) === record) this.#urgent.delete(id)
    }
    for (const id of gone) {
      this.#known.delete(id)
      this.#written.delete(id)
      this.#urgent.delete(id)
    }
  }

  #set(deviceId: string, after: Kept, isNews: boolean): void {
    this.#known.set(deviceId, after)
    if (isNews) this.#urgent.add(deviceId)
  }

  #device(id: string): DeviceSetting | undefined {
    return this.#parts.devices().find((device) => device.id === id)
  }

  #knownOf({ id, type, mac }: DeviceSetting): Known {
    const written: Proof[] = mac === null ? [] : [{ kind: 'mac', value: mac }]
    return { id, type, evidence: [...this.of(id), ...written], barred: this.barredOf(id) }
  }
}
