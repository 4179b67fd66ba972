import type { Device, DeviceType } from '@sereno/shared/device.ts'
import { type Sorting, sortingFrom, sortingText } from './device-columns.ts'
import { type Badge, badgeLooks, typeNames } from './looks.ts'

/** What the list of devices shows, as its address says it. */
export interface DevicesView {
  q: string
  place: string | null
  type: DeviceType | ''
  state: Badge | ''
  service: '' | 'in' | 'out'
  /** Chosen on the list; `null`: as its reader likes it. */
  sort: Sorting | null
  /** From 1. */
  page: number
  /** The device whose essentials stand beside the list. */
  open: string
}

export const perPage = 50

/** Reads an address; what makes no sense there is as if it were not. */
export function viewFrom(search: string): DevicesView {
  const said = new URLSearchParams(search)
  const service = said.get('service')
  const page = Number(said.get('page') ?? 1)
  return {
    q: (said.get('q') ?? '').slice(0, 100),
    place: said.get('place')?.slice(0, 60) ?? null,
    type: typeNames.find((name) => name === said.get('type')) ?? '',
    state: badgeNames.find((name) => name === said.get('state')) ?? '',
    service: service === 'in' || service === 'out' ? service : '',
    sort: sortingFrom(said.get('sort')),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    open: (said.get('open') ?? '').slice(0, 64),
  }
}

export const badgeNames = Object.keys(badgeLooks).filter((name): name is Badge => Object.hasOwn(badgeLooks, name))

/** The address of a view; what is usual is left out. A place may be the one without a name. */
export function searchOf(view: DevicesView): string {
  const said = new URLSearchParams()
  if (view.q.trim() !== '') said.set('q', view.q.trim())
  if (view.place !== null) said.set('place', view.place)
  if (view.type !== '') said.set('type', view.type)
  if (view.state !== '') said.set('state', view.state)
  if (view.service !== '') said.set('service', view.service)
  if (view.sort !== null) said.set('sort', sortingText(view.sort))
  if (view.page > 1) said.set('page', String(view.page))
  if (view.open !== '') said.set('open', view.open)
  const text = said.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether any filter is set; a page or an open device is none. */
export const isFiltered = ({ q, place, type, state, service }: DevicesView): boolean =>
  q.trim() !== '' || place !== null || type !== '' || state !== '' || service !== ''

export function matches(device: Device, badge: Badge, view: DevicesView): boolean {
  if (view.place !== null && device.place !== view.place) return false
  if (view.type !== '' && device.type !== view.type) return false
  if (view.state !== '' && badge !== view.state) return false
  if (view.service !== '' && device.inService !== (view.service === 'in')) return false
  const { name, place, address, mac, vendor, model, serial } = device
  const text = [name, place, address, mac, vendor, model, serial].join('\n').toLocaleLowerCase()
  return text.includes(view.q.trim().toLocaleLowerCase())
}
