import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { NeighbourFact, Reading } from '@sereno/shared/reading.ts'
import { namesOf } from '../discover/names-of.ts'
import { vendorOf } from '../discover/vendor.ts'
import { isOther } from '../judge/address.ts'
import { surely } from '../judge/evidence.ts'
import { toldBy } from '../judge/result.ts'
import type { Check, Holder, Judgement, Memory, Whereabouts } from '../judge/types.ts'
import { DeviceSearch } from './device-search.ts'
import { evidenceOf } from './evidence-of.ts'
import type { Identities } from './identities.ts'
import { isNumber, placeOf } from './place-of.ts'
import type { Sweeps } from './sweeps.ts'
import type { WatchTools } from './watch-tools.ts'

/** Looks that fall into one turn of the watch share one read of the kernel's table. */
const tableLastsMs = 100
/** Raw ARP takes a program and three seconds of broadcasts: for the same suspicion again only so often. */
const askAgainMs = 10_000
const askSameAgainMs = 60_000
/** One MAC at so many other addresses is a repeater or a router that answers for others: it tells nobody apart. */
const addressesOfRepeater = 3
/** Without the right to flush, asking afresh takes longer than a look may wait. */
const longestWaitMs = 5000

/** What is remembered of one device's address between checks. Times are monotonic ms. */
interface Seat {
  /** Who the table told last. */
  mac: string | null
  /** Who answered raw ARP, when, and about whom we were suspicious; `isNew` until a check has taken it up. */
  heard: { macs: string[]; at: number; about: string | null; isNew: boolean } | null
}

interface Parts {
  tools: WatchTools
  identities: Identities
  sweeps: Sweeps
  /** The name of a candidate with this MAC. */
  candidateName(mac: string): string | null
  signal: AbortSignal
}

/** Who has the devices' addresses, and where a device is that is not at its own: facts for the judge (`address.ts`). */
export class AddressWatch {
  readonly #parts: Parts
  readonly #search: DeviceSearch
  readonly #seats = new Map<string, Seat>()
  #table: { at: number; read: Promise<Map<string, string>> } | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#search = new DeviceSearch(parts)
  }

  /** Looks for a device that is not at its address (`DeviceSearch`). */
  search(device: DeviceSetting, neighbour: NeighbourFact | null): Promise<Whereabouts['elsewhere']> {
    return this.#search.look(device, neighbour)
  }

  /** Whether someone else has the device's address now, so that nothing may be sent there that only this device may get. */
  async isHeldByOther(device: DeviceSetting, fresh: () => Promise<NeighbourFact | null>): Promise<boolean> {
    const own = this.#parts.identities.tellingMacsOf(device)
    if (own.length === 0) return false
    const place = await this.#placeOf(device)
    if (place === null) return false
    const table = await this.#read()
    let mac = table.get(place) ?? null
    const { surroundings } = this.#parts.tools
    if (mac === null && (await surroundings.refreshBudgetMs()) <= longestWaitMs) mac = (await fresh())?.mac ?? null
    return mac !== null && !this.#isRepeater(mac, table) && isOther(device, { own, proof: null }, mac)
  }

  /**
   * The facts for the judge, after a check's looks; `null` for a device of another subnet.
   * @param searched where a search that went along with the looks found the device; `null`: there was none
   */
  async whereabouts(
    device: DeviceSetting,
    readings: readonly Reading[],
    neighbour: NeighbourFact | null,
    memory: Memory | null,
    searched: Promise<Whereabouts['elsewhere']> | null,
  ): Promise<Whereabouts | null> {
    const answered = readings.some((reading) => toldBy(reading) === 'answer')
    const isHeldBack = readings.some(({ code }) => code === heldBack)
    const isIdle = !answered && !isHeldBack && neighbour === null && searched === null
    const place = isIdle ? null : await this.#placeOf(device)
    if (place === null) return null
    let table = await this.#read()
    if (!table.has(place)) {
      // The look itself may have made the entry, since another check read the table.
      this.#table = null
      table = await this.#read()
    }
    const own = this.#parts.identities.tellingMacsOf(device)
    const proof = surely(evidenceOf(readings, device.id), this.#parts.identities.of(device.id))
    const told =
      neighbour?.state === 'present' ? neighbour.mac : answered || isHeldBack ? (table.get(place) ?? null) : null
    const mac = told !== null && this.#isRepeater(told, table) ? null : told

    const seat = this.#seatOf(device.id)
    const flipped = mac !== null && seat.mac !== null && seat.mac !== mac
    const isStrange = mac !== null && isOther(device, { own, proof }, mac)
    seat.mac = mac ?? seat.mac
    if (memory?.conflict || flipped || isStrange) await this.#ask(seat, place, mac, Boolean(memory?.conflict))
    const news = seat.heard?.isNew ? seat.heard : null
    if (news) news.isNew = false
    // Who answered the patrol a while ago, and no longer does, is not there.
    const heard = neighbour?.state === 'absent' && news && news.macs.length > 0 ? null : news
    const answering = heard?.macs ?? (mac === null ? [] : [seat.mac ?? mac])
    const macs = answering.filter((one) => !this.#isRepeater(one, table))
    const isHere = macs.some((one) => !isOther(device, { own, proof }, one))
    if (isHere) this.#search.isBack(device.id)
    const elsewhere = isHere ? null : await (searched ?? (macs.length > 0 ? this.search(device, null) : null))
    return {
      address: place,
      own,
      holders: macs.map((one) => this.#holder(one, device)),
      asked: heard !== null,
      proof,
      elsewhere,
    }
  }

  /** Takes up what a check proved of who the device is, if what was seen was surely it. */
  learn(device: DeviceSetting, check: Check, { seen, stranger }: Judgement): void {
    const { identities } = this.#parts
    const place = check.whereabouts ?? null
    if (!stranger && seen) {
      const [holder, other] = place?.holders ?? []
      const mac = other ? null : (holder?.mac ?? null)
      const known = identities.macsOf(device)
      if (identities.isRehomed(device)) {
        identities.rehome(
          device.id,
          place?.proof === 'same' || (mac === null ? place?.proof !== 'other' : known.includes(mac)),
        )
      }
      const answered = check.readings.some((reading) => toldBy(reading) === 'answer')
      const isSure = mac !== null && (answered || known.includes(mac))
      const byArp = isSure ? [{ kind: 'mac' as const, value: mac, source: 'arp' }] : []
      identities.learn(device.id, [...byArp, ...evidenceOf(check.readings, device.id)], check.at, this.#seenAt(check))
      for (const fact of check.readings.flatMap(({ facts }) => facts)) {
        if (fact.fact !== 'identity') continue
        const { vendor, model } = namesOf(fact)
        identities.describe(device.id, vendor, model)
      }
    } else if (place?.elsewhere) {
      const { address, mac } = place.elsewhere
      identities.learn(device.id, [{ kind: 'mac', value: mac, source: 'sweep' }], check.at, address)
    }
  }

  /** Where a check saw its device; `null`: it does not tell, as with a name that leads out of our subnets. */
  #seenAt({ device, readings, whereabouts }: Check): string | null {
    const told = readings.flatMap(({ facts }) => facts).find((fact) => fact.fact === 'checkin')
    if (told) return this.#parts.tools.surroundings.isOwnAddress(told.address) ? null : told.address
    if (whereabouts) return whereabouts.address
    return device.address !== null && isNumber(device.address) ? device.address : null
  }

  /**
   * Asks by raw ARP who has a device's address, whatever the table says.
   * @returns whether that is worth a check: two answer, or somebody else
   */
  async patrol(device: DeviceSetting): Promise<boolean> {
    const place = await this.#placeOf(device)
    const heard = place === null ? null : await this.#parts.tools.surroundings.arping(place, this.#parts.signal)
    if (heard === null || heard.length === 0) return false
    const table = await this.#read()
    const macs = heard.filter((mac) => !this.#isRepeater(mac, table))
    const at = this.#parts.tools.clock.monotonic()
    this.#seatOf(device.id).heard = { macs, at, about: null, isNew: true }
    const own = this.#parts.identities.tellingMacsOf(device)
    return macs.length > 1 || macs.some((mac) => isOther(device, { own, proof: null }, mac))
  }

  /** What was remembered of a device that is gone. */
  forget(deviceId: string): void {
    this.#seats.delete(deviceId)
    this.#search.isBack(deviceId)
  }

  /** Asks everyone by raw ARP; where that cannot be done, the table once more, after a flush. */
  async #ask(seat: Seat, place: string, mac: string | null, isDoubled: boolean): Promise<void> {
    const { clock, surroundings } = this.#parts.tools
    const { heard } = seat
    const againMs = !isDoubled && heard?.about === mac ? askSameAgainMs : askAgainMs
    if (heard && clock.monotonic() - heard.at < againMs) return
    const macs = await surroundings.arping(place, this.#parts.signal)
    const at = clock.monotonic()
    seat.heard = { macs: macs ?? [], at, about: mac, isNew: macs !== null }
    const budgetMs = await surroundings.refreshBudgetMs()
    if (mac === null || macs?.includes(mac) || budgetMs > longestWaitMs) return
    // The table holds one who does not answer: our own looks would go to nobody, or to another, for up to 50 s.
    const facts = await surroundings.refreshNeighbours([place], budgetMs, this.#parts.signal)
    this.#table = null
    seat.mac = facts.get(place)?.mac ?? seat.mac
  }

  #placeOf(device: DeviceSetting): Promise<string | null> {
    return placeOf(device, this.#parts.tools.surroundings, this.#parts.signal)
  }

  #read(): Promise<Map<string, string>> {
    const { clock, surroundings } = this.#parts.tools
    const now = clock.monotonic()
    if (this.#table === null || now - this.#table.at > tableLastsMs) {
      this.#table = { at: now, read: surroundings.arpTable() }
    }
    return this.#table.read
  }

  #isRepeater(mac: string, table: ReadonlyMap<string, string>): boolean {
    const others = new Set<string>()
    for (const known of [table, this.#parts.sweeps.last()?.found ?? []]) {
      for (const [address, one] of known) if (one === mac) others.add(address)
    }
    return others.size > addressesOfRepeater
  }

  #holder(mac: string, device: DeviceSetting): Holder {
    const { tools, identities, candidateName } = this.#parts
    const isIts = ({ id, mac: written }: DeviceSetting) =>
      written === mac || identities.of(id).some((one) => one.kind === 'mac' && one.value === mac)
    const known = tools.venue().devices.find((one) => one.id !== device.id && isIts(one))
    const itself = isIts(device) ? device.name : null
    return { mac, vendor: vendorOf(mac), name: itself ?? known?.name ?? candidateName(mac) }
  }

  #seatOf(deviceId: string): Seat {
    const seat = this.#seats.get(deviceId) ?? { mac: null, heard: null }
    this.#seats.set(deviceId, seat)
    return seat
  }
}

/** The code of a look that was held back, since another device has the address. */
export const heldBack = 'OTHER_DEVICE'
