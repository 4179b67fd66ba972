import type { Entry, Notice } from '@sereno/shared/activity.ts'
import type { Device, DevicePatch } from '@sereno/shared/device.ts'
import { afterQuiet } from './again.ts'
import { allDevices } from './all-devices.ts'
import { call, type Trouble } from './api.ts'
import { contact } from './contact.svelte.ts'
import { inOrder } from './in-order.ts'
import { on } from './live.ts'

/** What its page knows of a device; every part of the page looks at the same. */
export class DevicePage {
  readonly id: string
  device = $state.raw<Device | null>(null)
  /** All devices of the venue, this one included. */
  devices = $state.raw<Device[]>([])
  /** What is wrong with it now. */
  openEntries = $state.raw<Entry[]>([])
  openNotices = $state.raw<Notice[]>([])
  /** Why it could not be read. */
  trouble = $state.raw<Trouble | null>(null)
  /** Counts what happened to it since the page was opened, so that its history can follow. */
  happened = $state(0)
  readonly isGone = $derived(this.trouble?.status === 404)

  readonly #asks = inOrder()

  constructor(id: string) {
    this.id = id
  }

  async load(): Promise<void> {
    const isNewest = this.#asks()
    const answer = await call('GET /api/v1/devices/:id', { params: { id: this.id } })
    if (!isNewest()) return
    this.trouble = answer.ok ? null : answer.trouble
    if (answer.ok) this.device = answer.value
  }

  async loadOthers(): Promise<void> {
    const answer = await allDevices()
    if (answer.ok) this.devices = answer.value
  }

  async loadOpen(): Promise<void> {
    const query = { deviceId: this.id, limit: 50 }
    const [entries, notices] = await Promise.all([
      call('GET /api/v1/activity', { query }),
      call('GET /api/v1/notices', { query }),
    ])
    if (entries.ok) this.openEntries = entries.value.items.filter(({ endedAt }) => endedAt === null)
    if (notices.ok) this.openNotices = notices.value.items.filter(({ endedAt }) => endedAt === null)
    this.happened += 1
  }

  /** Keeps all of it as it is; returns the end of that. */
  follow(): () => void {
    const all = () => void Promise.all([this.load(), this.loadOpen(), this.loadOthers()])
    all()
    const again = afterQuiet(400, () => void this.loadOpen())
    const renew = setInterval(() => {
      if (!contact.lost && document.visibilityState === 'visible' && !this.isGone) void this.load()
    }, 15_000)
    const ends = [
      on('device', (changed) => {
        if (changed.id === this.id) this.device = changed
      }),
      on('activity', (entry) => {
        if (entry.deviceId === this.id) again.soon()
      }),
      on('notice', (notice) => {
        if (notice.deviceId === this.id) again.soon()
      }),
      on('gap', all),
      again.stop,
      () => clearInterval(renew),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  /** Changes it; `null` where that went well, and the page shows it changed. */
  async change(body: DevicePatch): Promise<Trouble | null> {
    const answer = await call('PATCH /api/v1/devices/:id', { params: { id: this.id }, body })
    if (!answer.ok) return answer.trouble
    this.device = answer.value
    return null
  }
}
