import type { Incident } from '@sereno/shared/incident.ts'
import { leadingEntry } from '../incident-order.ts'

/** What is put into an answer of a problem: what is wrong, then what to do; empty where nothing speaks for it. */
export function diagnosisOf(incident: Pick<Incident, 'entries' | 'deviceName'>): string {
  const lead = leadingEntry(incident)
  if (lead === null) return ''
  const named = incident.deviceName === null || lead.message.includes(incident.deviceName)
  const what = named ? lead.message : `${incident.deviceName}: ${lead.message}`
  return [what, lead.advice].filter((line) => line !== '').join('\n')
}
