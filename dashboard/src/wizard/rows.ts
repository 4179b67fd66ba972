import type { Device, DeviceType } from '@sereno/shared/device.ts'
import type { Candidate } from '@sereno/shared/identity.ts'
import { isWatchedUsually } from './clues.ts'

/** Something that the wizard shows: found on the network, or watched already. */
export interface Row {
  /** Stays the same when what was found becomes a device. */
  key: string
  candidate: Candidate | null
  device: Device | null
  name: string
  place: string
  watch: boolean
  /** What a person changed is theirs; what was not follows what is found out. */
  named: boolean
  chosen: boolean
  /** Stands in the first list: what a venue works with. A thing never leaves it. */
  main: boolean
}

/** Names are cut as the agent would refuse longer ones. */
const nameOf = (text: string) => Array.from(text).slice(0, 60).join('')

const rowOfDevice = (device: Device): Row => ({
  key: device.id,
  candidate: null,
  device,
  name: device.name,
  place: device.place,
  watch: device.inService,
  named: true,
  chosen: true,
  main: true,
})

function rowOfCandidate(candidate: Candidate): Row {
  const main = isWatchedUsually(candidate)
  const { id, name } = candidate
  return {
    ...{ key: id, candidate, device: null, name: nameOf(name), place: '' },
    ...{ watch: main, named: false, chosen: false, main },
  }
}

function renewed(row: Row, candidate: Candidate): Row {
  const usual = isWatchedUsually(candidate)
  return {
    ...row,
    candidate,
    name: row.named ? row.name : nameOf(candidate.name),
    watch: row.chosen ? row.watch : usual,
    main: row.main || usual,
  }
}

/**
 * The rows as they stand now: none changes its place, what is new comes last, and what became a device keeps its row. The
 * agent's own devices are not the installer's business.
 */
export function mergeRows(rows: readonly Row[], found: readonly Candidate[], all: readonly Device[]): Row[] {
  const candidates = new Map(found.filter(({ ignored }) => !ignored).map((one) => [one.id, one]))
  const devices = new Map(all.filter(({ role }) => role === null).map((one) => [one.id, one]))
  const kept = rows.flatMap((row): Row[] => {
    const device =
      (row.device && devices.get(row.device.id)) ??
      [...devices.values()].find(({ address }) => address !== null && address === row.candidate?.address)
    if (device) {
      devices.delete(device.id)
      candidates.delete(row.candidate?.id ?? '')
      return [{ ...row, device, watch: device.inService, named: true, chosen: true }]
    }
    const candidate = candidates.get(row.candidate?.id ?? '')
    candidates.delete(row.candidate?.id ?? '')
    return candidate ? [renewed(row, candidate)] : []
  })
  return [...kept, ...[...devices.values()].map(rowOfDevice), ...[...candidates.values()].map(rowOfCandidate)]
}

export const typeOf = (row: Row): DeviceType => row.device?.type ?? row.candidate?.type ?? 'other'
export const addressOfRow = (row: Row): string => row.device?.address ?? row.candidate?.address ?? ''
/** What is to become a device when the installer goes on. */
export const isToAdopt = (row: Row): boolean => row.device === null && row.watch
