import type { AuditEntry } from '@sereno/shared/audit.ts'
import type { ExportColumn, ExportRow } from '../export-table.ts'
import { hasT, t } from '../words.ts'

/** What was done, in words: `Changed · Device`, `Device · paused or resumed`; a route that has none is told as it is. */
export function deedOf({ action }: Pick<AuditEntry, 'action'>): string {
  const words = wordsOfDeed(action)
  return words.every(hasT) ? words.map((word) => t(word)).join(' · ') : action
}

/** The words of a deed: its verb where it makes, changes or removes a thing, the thing, and what of it or what was done with it. */
export function wordsOfDeed(action: string): string[] {
  const [method = '', path = ''] = action.split(' ')
  const [thing = '', ...rest] = path.replace('/api/v1/', '').split('/').map(wordOf)
  const act = rest.findLast((part) => !part.startsWith(':'))
  const verb = method === 'POST' ? made.has(thing) && act === undefined && 'added' : method.toLowerCase()
  return [
    ...(verb === false ? [] : [`audit.verb_${verb}`]),
    `audit.thing_${thing}`,
    ...(act === undefined ? [] : [`audit.act_${act}`]),
  ]
}

/** Things of which a POST to their list makes one. */
const made = new Set(['devices', 'integrations', 'tickets', 'tokens', 'users', 'webhooks'])
const wordOf = (part: string): string => part.replaceAll('-', '_')

/** The columns of the file that leaves the page. */
export const auditColumns = (): ExportColumn[] => [
  { key: 'at', label: t('audit.when') },
  { key: 'who', label: t('audit.who') },
  { key: 'username', label: t('audit.who') },
  { key: 'way', label: t('audit.who') },
  { key: 'address', label: t('audit.who') },
  { key: 'action', label: t('audit.what') },
  { key: 'target', label: t('audit.what') },
  { key: 'targetName', label: t('audit.what') },
  { key: 'state', label: t('audit.what') },
  { key: 'changes', label: t('audit.changes') },
]

export const auditRow = ({ id: _, changes, ...entry }: AuditEntry): ExportRow => ({
  ...entry,
  changes: changes.map(({ path, before, after }) => `${path}: ${before ?? ''} → ${after ?? ''}`).join('\n'),
})
