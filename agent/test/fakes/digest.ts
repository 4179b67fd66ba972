import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import { kinds } from '@sereno/shared/kind.ts'
import { decide } from '../../src/integrations/error-follow-up/decide.ts'
import type { DigestFacts } from '../../src/integrations/error-follow-up/digest-shape.ts'
import { anEntry } from './entries.ts'

const at = (time: string) => `2026-11-${time}:00.000Z`

/** A day at Bar Pepe: paper out and still open, a line that was down with two mails behind it, and a till's word. */
export function aDay(): EntryRecord[] {
  const line = anEntry({
    id: 'line-down',
    cause: 'isp_down',
    deviceId: 'line',
    deviceName: 'Internet',
    at: at('20T19:00'),
    endedAt: at('20T19:20'),
  })
  return [
    anEntry({
      at: at('20T10:00'),
      endedAt: at('20T10:04'),
      cause: 'no_answer',
      deviceId: 'bar',
      deviceName: 'Bar printer',
    }),
    anEntry({
      at: at('20T12:00'),
      endedAt: at('20T12:11'),
      cause: 'no_answer',
      deviceId: 'bar',
      deviceName: 'Bar printer',
    }),
    line,
    ...['ops@example.test', 'anna@example.test'].map((to) =>
      anEntry({
        kind: 'Retry',
        cause: 'mail_retry',
        at: at('20T19:02'),
        endedAt: at('20T19:21'),
        deviceId: null,
        deviceName: null,
        source: 'agent',
        explainedBy: line.id,
        detail: { to, subject: 'Bar Pepe', mailId: to, error: 'no_route: EHOSTUNREACH' },
      }),
    ),
    anEntry({
      kind: 'Error',
      cause: 'reported',
      source: 'ingest',
      at: at('20T21:15'),
      endedAt: at('20T21:15'),
      deviceId: 'ipad-1',
      deviceName: 'iPad 1',
      text: 'Cannot lock order 48213 because it is locked by Marta',
    }),
    anEntry({ kind: 'Fail', cause: 'paper_out', at: at('21T03:50'), endedAt: null, detail: { tray: null } }),
  ]
}

/** What a digest of these entries is made of: the 24 hours up to 07:00 in Madrid. */
export function digestFacts(entries: EntryRecord[], language: Language, of: Partial<DigestFacts> = {}): DigestFacts {
  const form = {
    name: 'Bar Pepe',
    active: true,
    test: false,
    kinds: [...kinds],
    minimumErrors: 2,
    includeRecovered: true,
    attachCsv: false,
  }
  return {
    language,
    zone: 'Europe/Madrid',
    venue: 'Bar Pepe',
    now: Date.parse('2026-11-21T06:00:00Z'),
    since: Date.parse('2026-11-20T06:00:00Z'),
    until: Date.parse('2026-11-21T06:00:00Z'),
    trigger: 'daily',
    requestedBy: null,
    form,
    decision: decide(entries, form, 'daily'),
    totalBefore: 3,
    rising: [],
    health: { devices: 14, lastCheckAt: Date.parse('2026-11-21T05:59:48Z'), diskOk: true, waiting: 0 },
    publicUrl: 'http://sereno.local:7373',
    stop: { links: new Map(), mailTo: null },
    ...of,
  }
}
