import type { DeviceSetting } from '@sereno/shared/device.ts'
import { type Fall, fell, type Group, groupCondition, learnGroup, readGroups, together } from '../judge/group.ts'
import { parentOf } from '../judge/parents.ts'
import { makeId } from '../store/make-id.ts'
import type { Keep } from '../store/types.ts'
import { cutsOff } from './live.ts'
import { inOwnSubnet } from './neighbour.ts'
import type { OwnTrouble } from './own-trouble.ts'
import type { Roster, Watched } from './roster.ts'
import type { WatchTools } from './watch-tools.ts'

const keptKey = 'groups'
/** How long a member that fell silent waits for the others. */
const waitMs = 20_000
const askEveryMs = 500
/** Every fall is held against every other at each check: of a large venue that is dark only the latest are. */
const mostFalls = 200
/** Devices outside of a group that are asked whether the network itself works. */
const mostWitnesses = 3

interface Parts {
  tools: WatchTools
  roster: Roster
  trouble: OwnTrouble
  keep: Keep
}

/** How a group looks at others; does nothing for a device that is being looked at. */
export type LookAt = (watched: Watched) => void

/**
 * Devices that hang on something that nobody watches: an unmanaged switch, an access point, a power strip. Those that once
 * fell silent in the same seconds, while others answered, are a group; when its members fall again, one entry tells it.
 */
export class Groups {
  readonly #parts: Parts
  readonly #answered = new Map<string, number>()
  readonly #falls = new Map<string, Fall>()
  /** Groups that are down, by id: since when, monotonic ms. */
  readonly #down = new Map<string, number>()
  readonly #ended = new Map<string, number>()
  #groups: Group[] = []
  #onEnd: () => void = () => {}
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** @param onEnd called when a group is back, to look at its members again */
  async start(onEnd: () => void): Promise<void> {
    const { keep, trouble, tools } = this.#parts
    this.#onEnd = onEnd
    this.#groups = readGroups(await keep.get(keptKey))
    // One that was down when the agent ended is down until a member answers.
    for (const { detail } of trouble.believedBy('groups')) {
      const group = this.#groups.find(({ id }) => id === detail.group)
      if (group) this.#down.set(group.id, tools.clock.monotonic())
    }
    await trouble.set('groups', this.#conditions())
  }

  stop(): void {
    this.#stopped = true
  }

  /** The group of a device that is down now. */
  downOf(deviceId: string): string | null {
    const group = this.#groupOf(deviceId)
    return group !== undefined && this.#down.has(group.id) ? group.id : null
  }

  /** Whether the group of a device was down at some time since `since`, monotonic ms. */
  wasDownSince(deviceId: string, since: number): boolean {
    const group = this.#groupOf(deviceId)
    return group !== undefined && (this.#down.has(group.id) || (this.#ended.get(group.id) ?? -1) >= since)
  }

  /** A check is over: a device that answered belongs to no outage, and its group may be back with it. */
  async concluded({ device }: Watched, answered: boolean, startedAt: number): Promise<void> {
    if (answered) {
      this.#answered.set(device.id, startedAt)
      this.#falls.delete(device.id)
    }
    const group = this.#groupOf(device.id)
    const since = group && this.#down.get(group.id)
    if (answered && group && since !== undefined && !this.#isStillDown(group, since)) {
      this.#down.delete(group.id)
      this.#ended.set(group.id, this.#parts.tools.clock.monotonic())
      await this.#parts.trouble.set('groups', this.#conditions())
      this.#onEnd()
    }
    await this.#learn()
  }

  /**
   * A device fell silent. If it belongs to a group, the other members and some outside of it are looked at at once, and
   * waited for; then either the group is down or it isn't.
   */
  async settle(watched: Watched, startedAt: number, lookAt: LookAt): Promise<void> {
    const { device } = watched
    if (!this.#hangsOnNothing(device)) return
    const from = this.#answered.get(device.id)
    const fall = { id: device.id, from: from ?? Number.NEGATIVE_INFINITY, to: startedAt }
    this.#falls.set(device.id, fall)
    const group = this.#groupOf(device.id)
    if (!group || from === undefined || this.#down.has(group.id)) return

    const members = this.#members(group).filter((one) => one !== watched)
    const witnesses = this.#witnesses(group)
    await this.#waitFor([...members, ...witnesses], startedAt, lookAt)
    const fallen = this.#fallenWith(fall, group)
    const standing = members.filter(({ device: one, live }) => !this.#falls.has(one.id) && !cutsOff(live)).length
    const othersAnswer = witnesses.some((one) => (this.#answered.get(one.device.id) ?? -1) >= startedAt)
    if (this.#stopped || this.#down.has(group.id) || !othersAnswer || !fell(fallen.length, standing)) return
    this.#down.set(group.id, this.#parts.tools.clock.monotonic())
    await this.#parts.trouble.set('groups', this.#conditions())
  }

  async #waitFor(others: readonly Watched[], since: number, lookAt: LookAt): Promise<void> {
    const { clock } = this.#parts.tools
    const endsAt = clock.monotonic() + waitMs
    const isOpen = ({ device, judgedFrom }: Watched) => judgedFrom < since && !this.#falls.has(device.id)
    for (;;) {
      const open = others.filter(isOpen)
      if (open.length === 0 || this.#stopped || clock.monotonic() >= endsAt) return
      for (const one of open) lookAt(one)
      await new Promise<void>((over) => void clock.after(askEveryMs, over))
    }
  }

  #isStillDown(group: Group, since: number): boolean {
    const members = this.#members(group)
    const standing = members.filter(({ device }) => (this.#answered.get(device.id) ?? -1) >= since).length
    return fell(members.length - standing, standing)
  }

  /** Once three fell together and somebody else answered after them, they are a group, or belong to the one they were in. */
  async #learn(): Promise<void> {
    const { tools, keep } = this.#parts
    const falls = [...this.#falls.values()].slice(-mostFalls)
    const last = falls.toSorted((a, b) => b.to - a.to)[0]
    if (!last || falls.length < 3) return
    const fallen = together(last, falls)
    const latest = Math.max(...fallen.map(({ to }) => to))
    const standing = new Set([...this.#answered].filter(([, at]) => at >= latest).map(([id]) => id))
    if (standing.size === 0) return
    const groups = learnGroup(
      this.#groups,
      fallen.map(({ id }) => id),
      standing,
      tools.clock.now(),
      makeId,
    )
    const before = JSON.stringify(this.#groups.map(({ id, members }) => [id, members]))
    this.#groups = groups
    if (JSON.stringify(groups.map(({ id, members }) => [id, members])) !== before) await keep.set({ [keptKey]: groups })
  }

  #conditions() {
    return this.#groups.filter(({ id }) => this.#down.has(id)).map((group) => groupCondition(group, group.members))
  }

  #fallenWith(fall: Fall, group: Group): Fall[] {
    return together(
      fall,
      [...this.#falls.values()].filter(({ id }) => group.members.includes(id)),
    )
  }

  #groupOf(deviceId: string): Group | undefined {
    return this.#groups.find(({ members }) => members.includes(deviceId))
  }

  /** Those that still hang on nothing that is watched. */
  #members(group: Group): Watched[] {
    return group.members
      .flatMap((id) => this.#parts.roster.get(id) ?? [])
      .filter(({ device }) => device.inService && this.#hangsOnNothing(device))
  }

  #witnesses(group: Group): Watched[] {
    const { roster } = this.#parts
    // One that waits for a parent's verdict would have that parent wait for it.
    const fits = ({ device, live }: Watched) =>
      device.inService && device.type !== 'ipad' && this.#isOfOwnSubnet(device) && !cutsOff(live)
    return roster
      .all()
      .filter((one) => fits(one) && !group.members.includes(one.device.id) && !this.#falls.has(one.device.id))
      .toSorted((a, b) => Number(b.device.role === 'gateway') - Number(a.device.role === 'gateway'))
      .slice(0, mostWitnesses)
  }

  /** No parent is watched, neither one that a person named nor the way out. */
  #hangsOnNothing(device: DeviceSetting): boolean {
    return device.role === null && this.#isOfOwnSubnet(device)
  }

  /** Reached without any other device that is watched. */
  #isOfOwnSubnet(device: DeviceSetting): boolean {
    const { tools } = this.#parts
    const own = (address: string) => inOwnSubnet(address, tools.surroundings)
    return own(device.address ?? '') && parentOf(device, tools.venue().devices, own) === null
  }
}
