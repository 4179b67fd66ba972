import BatteryCharging from '@lucide/svelte/icons/battery-charging'
import Box from '@lucide/svelte/icons/box'
import Check from '@lucide/svelte/icons/check'
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark'
import CircleX from '@lucide/svelte/icons/circle-x'
import Gauge from '@lucide/svelte/icons/gauge'
import Globe from '@lucide/svelte/icons/globe'
import Moon from '@lucide/svelte/icons/moon'
import Network from '@lucide/svelte/icons/network'
import Pause from '@lucide/svelte/icons/pause'
import Printer from '@lucide/svelte/icons/printer'
import PrinterX from '@lucide/svelte/icons/printer-x'
import RotateCw from '@lucide/svelte/icons/rotate-cw'
import Router from '@lucide/svelte/icons/router'
import Tablet from '@lucide/svelte/icons/tablet'
import Unplug from '@lucide/svelte/icons/unplug'
import Wifi from '@lucide/svelte/icons/wifi'
import { isCause, kindOf } from '@sereno/shared/cause.ts'
import type { Device, DeviceState, DeviceType } from '@sereno/shared/device.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Freshness } from './fresh.ts'

export type Icon = typeof Box

type Shape = 'octagon' | 'triangle' | 'square' | 'circle' | 'dashed' | 'outline'
/** A family of palette tokens: `--fail-fill`, `--fail-text`, `--fail-ink`. */
type Tone = 'error' | 'fail' | 'offline' | 'retry' | 'ok' | 'unknown'

/** How something looks: never by colour alone, so each look has a shape and an icon of its own; the word stands beside it. */
export interface Look {
  tone: Tone
  shape: Shape
  icon: Icon
}

export const kindLooks: Record<Kind, Look> = {
  Error: { tone: 'error', shape: 'octagon', icon: CircleX },
  Fail: { tone: 'fail', shape: 'triangle', icon: PrinterX },
  Offline: { tone: 'offline', shape: 'square', icon: Unplug },
  Retry: { tone: 'retry', shape: 'circle', icon: RotateCw },
}

/** The four kinds in the documents' order. */
export const kindNames = Object.keys(kindLooks).filter((name): name is Kind => Object.hasOwn(kindLooks, name))

/** What a device's badge says: its state, the kind that is open when it is down, or that nobody knows. */
export type Badge = Exclude<DeviceState, 'down'> | 'offline' | 'fail' | 'stale'

export const badgeLooks: Record<Badge, Look> = {
  offline: kindLooks.Offline,
  fail: kindLooks.Fail,
  degraded: { tone: 'fail', shape: 'outline', icon: Gauge },
  asleep: { tone: 'unknown', shape: 'outline', icon: Moon },
  unknown: { tone: 'unknown', shape: 'dashed', icon: CircleQuestionMark },
  stale: { tone: 'unknown', shape: 'dashed', icon: CircleQuestionMark },
  paused: { tone: 'unknown', shape: 'outline', icon: Pause },
  up: { tone: 'ok', shape: 'circle', icon: Check },
}

/** Worst first, as cards and tiles are sorted. */
const order = Object.keys(badgeLooks)
export const badgeRank = (badge: Badge): number => order.indexOf(badge)

/** The badge of a device. Stale wins over every state but out of service: what was seen too long ago is not known. */
export function badgeOf(device: Pick<Device, 'state' | 'cause' | 'inService'>, fresh: Freshness): Badge {
  if (!device.inService || device.state === 'paused') return 'paused'
  if (fresh === 'stale') return 'stale'
  if (device.state !== 'down') return device.state
  const code = device.cause?.code ?? ''
  return isCause(code) && kindOf(code) === 'Fail' ? 'fail' : 'offline'
}

export const typeIcons: Record<DeviceType, Icon> = {
  printer: Printer,
  ipad: Tablet,
  router: Router,
  switch: Network,
  'access-point': Wifi,
  ups: BatteryCharging,
  internet: Globe,
  other: Box,
}
export const typeNames = Object.keys(typeIcons).filter((name): name is DeviceType => Object.hasOwn(typeIcons, name))
