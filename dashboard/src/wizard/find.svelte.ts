import type { Device } from '@sereno/shared/device.ts'
import type { Candidate, Discovery } from '@sereno/shared/identity.ts'
import type { Lack } from '@sereno/shared/overview.ts'
import { afterQuiet } from '../again.ts'
import { call, type Trouble } from '../api.ts'
import { on } from '../live.ts'
import { isToAdopt, mergeRows, type Row } from './rows.ts'

/** A look around that is older than this is begun anew by itself. */
const oldMs = 120_000

/** What is on the network, as the installer sees it come in, and what is to be done with it. */
export class Find {
  scan = $state.raw<Discovery | null>(null)
  rows = $state<Row[]>([])
  trouble = $state<Trouble | null>(null)
  /** What the box itself lacks to look properly. */
  lacks = $state.raw<readonly Lack[]>([])
  busy = $state(false)
  /** What the agent refused of a row, by its key. */
  refusals = $state<Record<string, Trouble>>({})

  async load(): Promise<void> {
    const [found, devices] = await Promise.all([
      call('GET /api/v1/discovery/candidates', { query: { limit: 500 } }),
      call('GET /api/v1/devices', { query: { limit: 500 } }),
    ])
    if (!found.ok || !devices.ok) {
      this.trouble = found.ok ? (devices.ok ? null : devices.trouble) : found.trouble
      return
    }
    this.#merge(found.value.items, devices.value.items)
  }

  #merge(found: readonly Candidate[], devices: readonly Device[]): void {
    this.rows = mergeRows(this.rows, found, devices)
  }

  async look(subnets?: string[]): Promise<void> {
    const answer = await call('POST /api/v1/discovery', { body: subnets ? { subnets } : {} })
    this.trouble = answer.ok ? null : answer.trouble
    if (answer.ok) this.scan = answer.value
  }

  /** Takes up what the box found by itself since it was switched on, and looks anew where that is long ago. */
  async begin(): Promise<void> {
    const [scan, system] = await Promise.all([call('GET /api/v1/discovery'), call('GET /api/v1/system'), this.load()])
    if (system.ok) {
      this.lacks = system.value.lacks.filter(({ code }) =>
        /^no_(?:icmp|arp|flush)_right$|^no_(?:fping|ping|ip)$/u.test(code),
      )
    }
    if (!scan.ok) {
      this.trouble = scan.trouble
      return
    }
    this.scan = scan.value
    const endedAt = Date.parse(scan.value.endedAt ?? '')
    const isOld = Number.isNaN(endedAt) || Date.now() - endedAt > oldMs
    const { state, mayLook, own } = scan.value
    if (state === 'idle' && isOld && mayLook && own.length > 0) await this.look()
  }

  /** Hears what comes in, until the end of the step. */
  listen(): () => void {
    const again = afterQuiet(250, () => void this.load())
    const ends = [
      on('discovery', (scan) => {
        this.scan = scan
        again.soon()
      }),
      on('gap', again.soon),
      again.stop,
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** Makes a device of a row; of one that is a device already, it is what is there. */
  async adopt(row: Row): Promise<Device | null> {
    if (row.device) return row.device
    const id = row.candidate?.id ?? ''
    const answer = await call('POST /api/v1/discovery/candidates/:id', {
      params: { id },
      body: { name: row.name.trim(), place: row.place.trim() },
    })
    if (!answer.ok) {
      this.refusals[row.key] = answer.trouble
      return null
    }
    delete this.refusals[row.key]
    row.device = answer.value
    return answer.value
  }

  /** Saves what was changed of a row that is a device. */
  async change(row: Row): Promise<void> {
    const { device } = row
    const [name, place] = [row.name.trim(), row.place.trim()]
    if (device === null || (device.name === name && device.place === place && device.inService === row.watch)) return
    const body = { name, place, inService: row.watch }
    const answer = await call('PATCH /api/v1/devices/:id', { params: { id: device.id }, body })
    if (answer.ok) {
      row.device = answer.value
      delete this.refusals[row.key]
    } else this.refusals[row.key] = answer.trouble
  }

  /** Adopts everything that is to be watched, one after the other. @returns whether all of it was taken */
  async adoptAll(): Promise<boolean> {
    this.busy = true
    for (const row of this.rows.filter(isToAdopt)) await this.adopt(row)
    this.busy = false
    return this.rows.every((row) => !isToAdopt(row))
  }
}
