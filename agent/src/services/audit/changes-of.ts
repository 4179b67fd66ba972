import type { AuditChange } from '@sereno/shared/audit.ts'
import { cleanText } from '@sereno/shared/field.ts'

const most = 100
const mostText = 200
/** Nobody reads a secret out of the log of who changed it. */
const isSecret = (name: string) =>
  /pass|secret|token|community|authkey|privkey|^sealed$|^code$|^current$|^repeat$/iu.test(name)
const masked = '•••'

type Things = Record<string, unknown>
const isThing = (value: unknown): value is Things =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNamedList = (value: unknown) =>
  Array.isArray(value) && value.every((one) => isThing(one) && typeof one.id === 'string')

/**
 * What differs between two values, as paths with a text before and after: `devices[Kitchen printer].address`. Lists of
 * things with an id are told by it, others as one. At most 100 lines.
 */
export const changesOf = (before: unknown, after: unknown): AuditChange[] =>
  compare('', '', before, after)
    .filter((change) => change.before !== null || change.after !== null)
    .slice(0, most)

function compare(path: string, name: string, before: unknown, after: unknown): AuditChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const both = [before, after].filter((one) => one !== undefined && one !== null)
  if (isSecret(name)) return [{ path, before: textOf(before), after: textOf(after) }].map(mask)
  if (both.every(isThing)) return compareThings(path, (before ?? {}) as Things, (after ?? {}) as Things)
  if (both.every(isNamedList)) return compareLists(path, (before ?? []) as Things[], (after ?? []) as Things[])
  return [{ path, before: textOf(before), after: textOf(after) }]
}

const compareThings = (path: string, before: Things, after: Things): AuditChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    compare(path === '' ? name : `${path}.${name}`, name, before[name], after[name]),
  )

function compareLists(path: string, before: Things[], after: Things[]): AuditChange[] {
  const byId = (list: Things[]) => new Map(list.map((one) => [one.id, one]))
  const [old, now] = [byId(before), byId(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)]
    const called = cleanText(String((was ?? is)?.name ?? id), 60)
    return compare(`${path}[${called}]`, '', was, is)
  })
}

const withoutSecrets = (name: string, value: unknown) => (isSecret(name) ? masked : value)

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return cleanText(typeof value === 'string' ? value : JSON.stringify(value, withoutSecrets), mostText)
}

const mask = ({ path, before, after }: AuditChange): AuditChange => ({
  path,
  before: before === null ? null : masked,
  after: after === null ? null : masked,
})
