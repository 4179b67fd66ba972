import { randomUUID } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import { asFault } from '../services/as-fault.ts'
import type { House } from '../services/house.ts'
import { faultProblem, problem, Refusal } from './problem.ts'

/** Any error as problem+json. One that nobody foresaw goes to the log under an id; the client learns the id and no more. */
export function toProblem(house: House, error: unknown, language: Language): Response {
  if (error instanceof Refusal) return problem(language, error.code, { headers: error.headers })
  const fault = asFault(error)
  if (fault !== null) return faultProblem(language, fault)
  const instance = randomUUID()
  house.log.error({ err: error, instance }, 'a request failed unexpectedly')
  return problem(language, 'unexpected', { instance })
}
