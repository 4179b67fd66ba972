import { say } from '@sereno/shared/locales/index.ts'
import { localDateAt, shift } from '../../../integrations/error-follow-up/window.ts'
import { diskSpace } from '../../../store/disk-free.ts'
import { venueTimezone } from '../../venue/venue-timezone.ts'
import type { NoticeSource } from './system-notice.ts'

const megabyte = 1024 * 1024
/** Below this a backup may find no room. */
const leastBytes = 200 * megabyte
/** Below this and a twentieth of the disk it fills up within weeks. */
const lowBytes = 1024 * megabyte

/** Whether a disk is nearly full. */
export const isNearlyFull = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }): boolean =>
  freeBytes < leastBytes || (freeBytes < lowBytes && freeBytes < totalBytes / 20)

/** The disk has little room left: once a week for as long as it has. */
export const diskNearly: NoticeSource = {
  thing: 'disk_nearly',
  path: '/system',
  async find(house, now) {
    const space = await diskSpace(house.config.data)
    if (space === null || !isNearlyFull(space)) return []
    const today = localDateAt(now, venueTimezone(house))
    const monday = shift(today, -((new Date(today).getUTCDay() + 6) % 7))
    const free = Math.round(space.freeBytes / megabyte)
    return [
      { key: monday, at: now, item: (language) => ({ text: say(language, 'mail.notice_disk_nearly.free', { free }) }) },
    ]
  },
}

/** How worn a memory card is, %, when it is told. */
const wornPercent = [100, 90, 80]

/** The memory card wears out: told at each step. */
export const card: NoticeSource = {
  thing: 'card',
  path: '/system',
  async find(house, now) {
    const { storageWearPercent: worn } = await house.machine()
    const step = worn === null ? undefined : wornPercent.find((percent) => worn >= percent)
    if (step === undefined) return []
    return [
      {
        key: `worn:${step}`,
        at: now,
        item: (language) => ({ text: say(language, 'mail.notice_card.worn', { percent: worn }) }),
      },
    ]
  },
}
