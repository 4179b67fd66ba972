import type { SeenEvidence } from '@sereno/shared/identity.ts'
import type { Reading } from '@sereno/shared/reading.ts'

/**
 * What the looks of a check prove of who answered, the latest word of each. Untrusted text, as the probes cleaned it. A
 * check-in came with the device's own token, which stays a secret: its id stands for it.
 */
export function evidenceOf(readings: readonly Reading[], deviceId: string): SeenEvidence[] {
  const seen = new Map<string, SeenEvidence>()
  for (const { probe: source, facts } of readings) {
    for (const fact of facts) {
      if (fact.fact === 'checkin') seen.set('checkin', { kind: 'checkin', value: deviceId, source })
      if (fact.fact !== 'identity') continue
      const words = { serial: fact.serial, uuid: fact.uuid, mac: fact.mac, hostname: fact.name }
      for (const [kind, value] of Object.entries(words) as [keyof typeof words, string | null][]) {
        if (value !== null && value !== '') seen.set(`${kind} ${source}`, { kind, value, source })
      }
    }
  }
  return [...seen.values()]
}
