import { type Cause, kindOf } from '@sereno/shared/cause.ts'

const numbers = { Retry: 'K1', Offline: 'K2', Fail: 'K3', Error: 'K4' } as const

/** The rule of `kinds.md` under which a cause is filed, such as `K2.no_answer`. */
export function ruleOf(cause: Cause): string {
  const kind = kindOf(cause)
  return `${kind === null ? 'K0' : numbers[kind]}.${cause}`
}
