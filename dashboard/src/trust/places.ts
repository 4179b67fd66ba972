import type { Trust } from '@sereno/shared/trust.ts'

type Here = Pick<Location, 'protocol' | 'hostname' | 'origin'>

/** The systems whose steps differ, in the order of their tabs. */
export const systems = ['ios', 'android', 'windows', 'mac', 'firefox'] as const
export type System = (typeof systems)[number]

/** Whose steps to show first. An iPad says that it is a Mac, and has a screen to touch all the same. */
export function systemOf(userAgent: string, touchPoints: number): System {
  if (/iPhone|iPad/u.test(userAgent) || (/Macintosh/u.test(userAgent) && touchPoints > 1)) return 'ios'
  if (/Firefox\//u.test(userAgent)) return 'firefox'
  if (/Android/u.test(userAgent)) return 'android'
  if (/Windows/u.test(userAgent)) return 'windows'
  return /Macintosh/u.test(userAgent) ? 'mac' : 'firefox'
}

/** Where this browser would reach the box over HTTPS: under the name that it uses now, if the certificate has it. */
export function secureOriginOf({ port, certificate }: Trust, { hostname }: Here): string | null {
  const names = certificate?.names ?? []
  const bare = hostname.replace(/^\[|\]$/gu, '')
  const name = names.find((one) => one === bare) ?? names[0]
  if (port === null || name === undefined) return null
  return `https://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** This page for another device: over plain HTTP, since that does not trust the box yet, and not by a name of this machine's own. */
export function pageElsewhere({ page }: Trust, { protocol, hostname, origin }: Here): string {
  const isOwn = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname)
  return protocol === 'http:' && !isOwn ? `${origin}/trust` : page
}
