import type { Device } from '@sereno/shared/device.ts'
import type { NotificationChoices } from '@sereno/shared/notifications.ts'
import type { ExportRow } from './export-table.ts'
import { modelOf } from './format.ts'
import type { UiKey } from './words-static.ts'

/** A device in the list, with what is reckoned about it. */
export interface ListedDevice {
  device: Device
  /** Worse comes first. */
  rank: number
  /** 0 to 1; `null` where it is not known. */
  uptime: number | null
}

export interface DeviceColumn {
  key: ColumnKey
  word: UiKey
  /** Shown until someone chooses. */
  usual: boolean
  sortBy: ((row: ListedDevice) => string | number | null) | null
}

const columnKeys = [
  'state',
  'name',
  'place',
  'type',
  'model',
  'address',
  'mac',
  'service',
  'os',
  'app',
  'seen',
  'uptime',
  'bar',
] as const
export type ColumnKey = (typeof columnKeys)[number]

/** 192.168.1.9 before 192.168.1.10: told as one number where it is an IPv4 address. */
const addressRank = (address: string | null): string | null =>
  address?.replace(/\d+/gu, (digits) => digits.padStart(3, '0')) ?? null

export const deviceColumns: readonly DeviceColumn[] = [
  { key: 'state', word: 'device.state', usual: true, sortBy: ({ rank }) => rank },
  { key: 'name', word: 'device.name', usual: true, sortBy: ({ device }) => device.name },
  { key: 'place', word: 'device.place', usual: true, sortBy: ({ device }) => device.place || null },
  { key: 'type', word: 'device.type', usual: false, sortBy: ({ device }) => device.type },
  { key: 'model', word: 'device.model', usual: true, sortBy: ({ device }) => modelOf(device) || null },
  { key: 'address', word: 'device.address', usual: true, sortBy: ({ device }) => addressRank(device.address) },
  { key: 'mac', word: 'device.mac', usual: false, sortBy: ({ device }) => device.mac },
  { key: 'service', word: 'devices.service', usual: false, sortBy: ({ device }) => Number(!device.inService) },
  { key: 'os', word: 'devices.version', usual: false, sortBy: ({ device }) => device.osVersion },
  { key: 'app', word: 'device.app_version', usual: false, sortBy: ({ device }) => device.appVersion },
  { key: 'seen', word: 'device.last_seen', usual: true, sortBy: ({ device }) => device.lastSeenAt },
  { key: 'uptime', word: 'devices.uptime', usual: true, sortBy: ({ uptime }) => uptime },
  { key: 'bar', word: 'devices.bar', usual: true, sortBy: null },
]

/** How the list is sorted. */
export interface Sorting {
  key: ColumnKey
  down: boolean
}

/** How the list begins for a person who likes it in this order. */
export const firstSorting: Record<NotificationChoices['sorting']['devices'], Sorting> = {
  severity: { key: 'state', down: false },
  name: { key: 'name', down: false },
  last_seen: { key: 'seen', down: true },
}

/** As an address says it: `place`, or `-seen` for what goes down; `null` where it says nothing that makes sense. */
export function sortingFrom(said: string | null): Sorting | null {
  const down = said?.startsWith('-') === true
  const column = deviceColumns.find(({ key }) => key === (down ? said?.slice(1) : said))
  return column === undefined || column.sortBy === null ? null : { key: column.key, down }
}
export const sortingText = ({ key, down }: Sorting): string => (down ? `-${key}` : key)

const usualColumns = (): ColumnKey[] => deviceColumns.filter(({ usual }) => usual).map(({ key }) => key)

/** What a browser kept, as far as it makes sense. The name always stands: it is the way to the device. */
export function columnsFrom(kept: string | null): ColumnKey[] {
  try {
    const { columns }: { columns?: unknown } = JSON.parse(kept ?? '{}')
    return Array.isArray(columns) ? columnKeys.filter((key) => key === 'name' || columns.includes(key)) : usualColumns()
  } catch {
    return usualColumns()
  }
}

/** By the chosen column; what has no value comes last either way, and equals stay by state, place and name. */
export function sortDevices(rows: readonly ListedDevice[], { key, down }: Sorting, language: string): ListedDevice[] {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const sortBy = deviceColumns.find((column) => column.key === key)?.sortBy ?? (({ rank }: ListedDevice) => rank)
  const usual = (a: ListedDevice, b: ListedDevice) =>
    a.rank - b.rank || compare(a.device.place, b.device.place) || compare(a.device.name, b.device.name)
  return rows
    .map((row) => ({ row, value: sortBy(row) }))
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      const order =
        typeof a.value === 'number' && typeof b.value === 'number'
          ? a.value - b.value
          : compare(String(a.value), String(b.value))
      return (down ? -order : order) || usual(a.row, b.row)
    })
    .map(({ row }) => row)
}

/** A row of the exported table: every column, shown or not. */
export const exportRow = ({ device, uptime }: ListedDevice): ExportRow => ({
  name: device.name,
  place: device.place,
  type: device.type,
  state: device.state,
  cause: device.cause?.code ?? null,
  in_service: device.inService,
  address: device.address,
  mac: device.mac,
  vendor: device.vendor,
  model: device.model,
  serial: device.serial,
  os_version: device.osVersion,
  app_version: device.appVersion,
  last_connection: device.lastSeenAt,
  uptime_24h: uptime === null ? null : Math.round(uptime * 10_000) / 10_000,
  id: device.id,
})
export const exportColumns = [
  'name',
  'place',
  'type',
  'state',
  'cause',
  'in_service',
  'address',
  'mac',
  'vendor',
  'model',
  'serial',
  'os_version',
  'app_version',
  'last_connection',
  'uptime_24h',
  'id',
].map((key) => ({ key, label: key }))

/** Whether nothing is known of it: such a cell takes no line of a card. */
export const isNothing = (key: ColumnKey, device: Device): boolean =>
  (key === 'model' && modelOf(device) === '') ||
  (key === 'address' && device.address === null) ||
  (key === 'mac' && device.mac === null) ||
  (key === 'os' && device.osVersion === null) ||
  (key === 'app' && device.appVersion === null)
