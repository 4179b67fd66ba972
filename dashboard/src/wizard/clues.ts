import type { Candidate } from '@sereno/shared/identity.ts'

/** By what a thing on the network was recognised; each has its words as `wizard.clue_…`. */
export type Clue = 'ios' | 'port' | 'ports' | 'maker' | 'calls_itself' | 'serial' | 'private_mac' | 'answers'

type Seen = Pick<Candidate, 'openPorts' | 'mac' | 'privateMac' | 'vendor' | 'evidence' | 'name'>

/** The port of the service that every iPhone and iPad runs; its number tells a person nothing. */
const lockdown = 62_078

/** What speaks for the guess, the surest first. The values are untrusted text. */
export function cluesOf(seen: Seen): { clue: Clue; text: string }[] {
  const clues: { clue: Clue; text: string }[] = []
  const ports = seen.openPorts.filter((port) => port !== lockdown)
  if (seen.openPorts.includes(lockdown)) clues.push({ clue: 'ios', text: '' })
  if (ports.length > 0) clues.push({ clue: ports.length === 1 ? 'port' : 'ports', text: ports.join(', ') })
  const serial = seen.evidence.find(({ kind }) => kind === 'serial')
  if (serial) clues.push({ clue: 'serial', text: serial.value })
  if (seen.mac !== null && !seen.privateMac && seen.vendor !== null) clues.push({ clue: 'maker', text: seen.vendor })
  const own = seen.evidence.find(({ kind }) => kind === 'mdns' || kind === 'hostname')
  if (own) clues.push({ clue: 'calls_itself', text: own.value })
  if (seen.privateMac) clues.push({ clue: 'private_mac', text: '' })
  return clues.length > 0 ? clues : [{ clue: 'answers', text: '' }]
}

/** What is watched unless somebody says otherwise: what a venue works with, and no guest's telephone. */
export const isWatchedUsually = (seen: Pick<Candidate, 'type' | 'name' | 'model'>): boolean =>
  seen.type !== 'other' && seen.type !== 'internet' && !/iphone/iu.test(`${seen.name} ${seen.model ?? ''}`)
