import { createHash } from 'node:crypto'
import { deviceType } from '@sereno/shared/device.ts'
import { type Evidence, evidence, evidenceKinds } from '@sereno/shared/identity.ts'
import { z } from 'zod'
import { iso } from '../clock.ts'
import type { Finding } from '../discover/scan.ts'
import { isSame, taughtBy } from '../judge/evidence.ts'
import type { Keep } from '../store/types.ts'

const prefix = 'candidate:'
const keepsForMs = 24 * 3_600_000
/** When something was last seen changes with each sweep: alone it goes to the disk this often. */
const lastSeenEveryMs = 6 * 3_600_000
const most = 1000

const way = z.enum(['snmp', 'ipp'])
const found = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  address: z.string(),
  mac: z.string().nullable(),
  type: deviceType,
  name: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  evidence: z.array(evidence).max(20),
  openPorts: z.array(z.number().int()),
  ways: z.array(way),
  /** Its ports and probes were asked once. */
  asked: z.boolean(),
  firstSeenAt: z.number(),
  lastSeenAt: z.number(),
})
/** Something that was found on the network; times in ms since 1970. */
export type Found = z.infer<typeof found>

/** What scans have found, by an id that stays the same over scans and restarts, until it was not seen for a day. */
export class Candidates {
  readonly #keep: Keep
  readonly #all = new Map<string, Found>()
  /** What is on the disk, by id. */
  readonly #written = new Map<string, Found>()

  private constructor(keep: Keep) {
    this.#keep = keep
  }

  static async start(keep: Keep): Promise<Candidates> {
    const candidates = new Candidates(keep)
    for (const [key, value] of await keep.all(prefix)) {
      const read = found.safeParse(value)
      // One of another version is found again by the next scan.
      if (!read.success) continue
      candidates.#all.set(read.data.id, read.data)
      candidates.#written.set(key.slice(prefix.length), read.data)
    }
    return candidates
  }

  /** In the order in which they appeared. */
  all(): Found[] {
    return [...this.#all.values()].toSorted((a, b) => a.firstSeenAt - b.firstSeenAt || a.id.localeCompare(b.id))
  }

  get(id: string): Found | null {
    return this.#all.get(id) ?? null
  }

  /** Who is known at this address with this MAC. */
  at(address: string, mac: string | null): Found | null {
    return [...this.#all.values()].find((one) => one.address === address && one.mac === mac) ?? null
  }

  /**
   * Takes up what a scan found.
   * @param isThere whether an address has that MAC just now, so that one MAC at two addresses is told from a move
   */
  take(finding: Finding, at: number, isThere: (address: string, mac: string) => boolean): Found {
    const known = this.#known(finding, isThere)
    const { address, mac, asked } = finding
    // A mere sighting tells less than what was asked before.
    const { type, name, vendor, model, serial, openPorts, ways } = asked || !known?.asked ? finding : known
    const one: Found = {
      version: 1,
      id: known?.id ?? this.#newId(finding),
      address,
      mac,
      type,
      name,
      vendor,
      model,
      serial,
      openPorts,
      ways,
      evidence: taughtBy(known?.evidence ?? [], finding.evidence, iso(at)),
      asked: asked || known?.asked === true,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
    }
    this.#all.set(one.id, one)
    return one
  }

  /** Lets go what was not seen for a day, and the longest unseen beyond a thousand; writes what changed. */
  async tidy(now: number): Promise<void> {
    const newest = [...this.#all.values()].toSorted((a, b) => b.lastSeenAt - a.lastSeenAt)
    newest.forEach((one, index) => {
      // Either way: a clock that was set back must not keep it for years.
      if (index >= most || Math.abs(now - one.lastSeenAt) > keepsForMs) this.#all.delete(one.id)
    })
    const changed = newest.filter((one) => this.#all.has(one.id) && differs(one, this.#written.get(one.id)))
    const gone = [...this.#written.keys()].filter((id) => !this.#all.has(id))
    if (changed.length + gone.length === 0) return
    const values: [string, Found | null][] = [
      ...changed.map((one): [string, Found] => [prefix + one.id, one]),
      ...gone.map((id): [string, null] => [prefix + id, null]),
    ]
    await this.#keep.set(Object.fromEntries(values))
    for (const one of changed) this.#written.set(one.id, one)
    for (const id of gone) this.#written.delete(id)
  }

  #known(finding: Finding, isThere: (address: string, mac: string) => boolean): Found | null {
    const here = this.at(finding.address, finding.mac)
    if (here) return here
    const all = [...this.#all.values()]
    const sure = finding.evidence.filter(({ kind }) => kind === 'serial' || kind === 'uuid')
    const same = all.filter((one) => sure.some((proof) => one.evidence.some((own) => isSame(own, proof))))
    const moved = all.filter((one) => one.mac !== null && one.mac === finding.mac && !isThere(one.address, one.mac))
    return [same, moved].find((some) => some.length === 1)?.[0] ?? null
  }

  /** From what shows first and stays: the MAC; behind a router what it says of itself, else its address. */
  #newId({ address, mac, evidence }: Finding): string {
    const surest = evidenceKinds.flatMap((kind) => evidence.find((one) => one.kind === kind) ?? [])[0]
    const proof = mac ?? (surest ? `${surest.kind} ${surest.value}` : address)
    const id = idOf(proof)
    return this.#all.has(id) ? idOf(`${proof} ${address}`) : id
  }
}

const idOf = (proof: string): string => createHash('sha256').update(proof).digest('base64url').slice(0, 16)

/** Whether it is worth a write. */
function differs(one: Found, written: Found | undefined): boolean {
  if (!written) return true
  if (Math.abs(one.lastSeenAt - written.lastSeenAt) >= lastSeenEveryMs) return true
  const still = (known: Found) => JSON.stringify({ ...known, lastSeenAt: 0, evidence: known.evidence.map(proofText) })
  return one !== written && still(one) !== still(written)
}

const proofText = ({ kind, value }: Evidence): string => `${kind} ${value}`
