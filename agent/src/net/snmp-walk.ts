import type { SnmpAgent, SnmpValue } from './snmp.ts'

/** A table as far as it was read: the values of a row in the order of the columns asked for, by the row's index. */
export interface SnmpTable {
  rows: Map<string, SnmpValue[]>
  /** `false` where an answer failed or the agent's order was wrong, so that rows may be missing. */
  isWhole: boolean
}

/** A longer OID than any in the MIBs we read (SMI allows 128 parts). */
const longestOid = 400

/**
 * Reads columns of a table with GETNEXT, all columns of a row in one request (no GETBULK: SNMPv1 lacks it, and some
 * printers get it wrong). It ends at the end of the columns, after `mostRows`, and with the first OID that does not
 * increase: some agents would go on for ever.
 */
export async function walk(agent: SnmpAgent, columns: readonly string[], mostRows: number): Promise<SnmpTable> {
  const rows = new Map<string, SnmpValue[]>()
  const cursors = new Map(columns.map((column) => [column, column]))
  // One more round than rows: it finds the end.
  for (let round = 0; round <= mostRows && cursors.size > 0; round += 1) {
    const asked = [...cursors]
    const answer = await agent.next(asked.map(([, cursor]) => cursor))
    if (!answer.ok) {
      if (answer.code !== 'NO_SUCH_NAME') return { rows, isWhole: false }
      // SNMPv1: one column reached the end of everything, and the whole answer is spoilt. The others go on without it.
      const ended = asked.find(([, cursor]) => cursor === answer.at)
      if (ended === undefined || asked.length === 1) return { rows, isWhole: true }
      cursors.delete(ended[0])
      continue
    }
    for (const [position, [column, cursor]] of asked.entries()) {
      const { oid = '', value = null } = answer.varbinds[position] ?? {}
      const isInside = oid.startsWith(`${column}.`) && oid.length <= longestOid && value !== null
      if (isInside && !follows(oid, cursor)) return { rows, isWhole: false }
      const index = oid.slice(column.length + 1)
      if (!isInside || (rows.size >= mostRows && !rows.has(index))) {
        cursors.delete(column)
        continue
      }
      cursors.set(column, oid)
      const row = rows.get(index) ?? columns.map(() => null)
      row[columns.indexOf(column)] = value
      rows.set(index, row)
    }
  }
  return { rows, isWhole: true }
}

/**
 * The first value below each of these OIDs, in one request: most agents know few of the tables, and each walk that is not
 * made is one question less. What is missing has none; `null`: the agent cannot say.
 */
export async function firsts(agent: SnmpAgent, roots: readonly string[]): Promise<Map<string, SnmpValue> | null> {
  const found = new Map<string, SnmpValue>()
  let asked = [...roots]
  while (asked.length > 0) {
    const answer = await agent.next(asked)
    if (answer.ok) {
      for (const [at, root] of asked.entries()) {
        const { oid = '', value = null } = answer.varbinds[at] ?? {}
        if (oid.startsWith(`${root}.`)) found.set(root, value)
      }
      return found
    }
    const known = asked.filter((root) => root !== answer.at)
    if (answer.code !== 'NO_SUCH_NAME' || known.length === asked.length) return null
    asked = known
  }
  return found
}

/** Which of these columns have any value; all of them where the agent cannot say. */
export async function present(agent: SnmpAgent, columns: readonly string[]): Promise<Set<string>> {
  const found = await firsts(agent, columns)
  return new Set(found === null ? columns : found.keys())
}

/** Whether an OID comes after another, part by part as numbers. */
export function follows(oid: string, before: string): boolean {
  const parts = oid.split('.').map(Number)
  const others = before.split('.').map(Number)
  for (const [index, part] of parts.entries()) {
    const other = others[index]
    if (other === undefined || part > other) return true
    if (part < other) return false
  }
  return false
}

export interface SnmpScalars {
  values: Map<string, SnmpValue>
  isWhole: boolean
  /** Why not: the failed answer's code and reason. */
  code: string | null
  reason: string
}

/** Reads single objects in one request; what an SNMPv1 agent doesn't know is left out of the next. */
export async function scalars(agent: SnmpAgent, oids: readonly string[]): Promise<SnmpScalars> {
  const values = new Map<string, SnmpValue>()
  let asked = [...oids]
  while (asked.length > 0) {
    const answer = await agent.get(asked)
    if (answer.ok) {
      for (const [position, oid] of asked.entries()) {
        const varbind = answer.varbinds[position]
        if (varbind?.oid === oid) values.set(oid, varbind.value)
      }
      break
    }
    if (answer.code !== 'NO_SUCH_NAME') return { values, isWhole: false, code: answer.code, reason: answer.reason }
    const known = asked.filter((oid) => oid !== answer.at)
    if (known.length === asked.length) break
    asked = known
  }
  return { values, isWhole: true, code: null, reason: '' }
}
