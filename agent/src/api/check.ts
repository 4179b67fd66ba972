import type { Language } from '@sereno/shared/field.ts'
import type { z } from 'zod'
import { Fault, type FieldFault } from '../services/fault.ts'
import { fieldPath } from '../services/field-path.ts'
import { issueWords } from '../services/issue-words.ts'

type Issue = z.core.$ZodIssue

/** More than a person would read. */
const maxFaults = 100

/**
 * What came in, checked against its schema.
 * @throws {Fault} `invalid`, with a message in the reader's language for each field
 */
export function check<T extends z.ZodType>(schema: T, input: unknown, language: Language): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  const fields = result.error.issues.flatMap((issue) => fieldFaults(issue, [], language)).slice(0, maxFaults)
  throw new Fault('invalid', { fields })
}

function fieldFaults(issue: Issue, above: PropertyKey[], language: Language): FieldFault[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: fieldPath([...path, key.slice(0, 100)]),
      message: issueWords(issue, language),
    }))
  }
  const branch = issue.code === 'invalid_union' && isStandard(issue) ? closestBranch(issue.errors) : null
  if (branch !== null) return branch.flatMap((inner) => fieldFaults(inner, path, language))
  return [{ path: fieldPath(path), message: issueWords(issue, language) }]
}

/** Whether the words are zod's own, and not a code that our schema gave. */
const isStandard = (issue: Issue) => !/^[a-z_]+$/u.test(issue.message)

/** Of several shapes that did not fit, the one that the sender seems to have meant: it fits at its root. */
function closestBranch(branches: readonly Issue[][]): readonly Issue[] | null {
  const isRootTypeWrong = (branch: Issue[]) =>
    branch.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0)
  const fitting = branches.filter((branch) => branch.length > 0 && !isRootTypeWrong(branch))
  return fitting.length === 1 ? (fitting[0] ?? null) : (fitting[0] ?? branches[0] ?? null)
}
