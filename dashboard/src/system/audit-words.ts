import type { AuditEntry } from '@sereno/shared/audit.ts'
import type { ExportColumn, ExportRow } from '../export-table.ts'
import { hasT, t } from '../words.ts'

/** What was done, in words: `Changed · Device`; a route that has none is told as it is. */
export function deedOf({ action }: Pick<AuditEntry, 'action'>): string {
  const [method = '', path = ''] = action.split(' ')
  const segment = path.replace('/api/v1/', '').split('/')[0]?.replaceAll('-', '_') ?? ''
  const [verb, thing] = [`audit.verb_${method.toLowerCase()}`, `audit.thing_${segment}`]
  return hasT(verb) && hasT(thing) ? `${t(verb)} · ${t(thing)}` : action
}

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
