import { request } from 'node:http'
import { join } from 'node:path'
import { problem } from '@sereno/shared/api/problem.ts'
import { controlSocket } from '@sereno/shared/control.ts'
import { cleanText, type Language } from '@sereno/shared/field.ts'
import type { z } from 'zod'
import { CliFault } from '../cli/cli-fault.ts'
import { type ExitCode, exitCodes } from '../cli/exit-codes.ts'

interface Asking {
  /** The agent's data folder. */
  folder: string
  language: Language
  signal: AbortSignal
}

/**
 * Asks the agent over its socket: who may open it is at the box, or is its keeper.
 * @throws {CliFault} with what the agent refused, in the words of its problem
 */
export async function askAgent<T extends z.ZodType>(
  { folder, language, signal }: Asking,
  path: string,
  body: object,
  answer: T,
): Promise<z.output<T>> {
  const file = join(folder, controlSocket)
  const { status, text } = await post(file, path, JSON.stringify(body), language, signal)
  const read = status === 200 ? answer.safeParse(JSON.parse(text)) : null
  if (read?.success === true) return read.data
  throw refusal(file, status, text, 'login' in body ? String(body.login) : '')
}

/** What the agent says of it, which it says in the language that was asked for. */
function refusal(url: string, status: number, text: string, login: string): CliFault {
  if (status === 404) return new CliFault('E_USER', exitCodes.notFound, 'no_such_user', { login: cleanText(login, 80) })
  const told = problem.safeParse(jsonOf(text))
  if (!told.success)
    return new CliFault('E_AGENT', exitCodes.unexpected, 'agent_refused', { url, status, detail: cleanText(text, 200) })
  const { code, detail, errors = [] } = told.data
  if (code === 'conflict') return new CliFault('E_SETUP', exitCodes.unexpected, 'user_no_setup')
  const fields = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  const exits: Record<number, ExitCode> = { 409: exitCodes.notAllowed, 422: exitCodes.wrongUsage }
  return new CliFault('E_USER', exits[status] ?? exitCodes.unexpected, 'user_refused', {
    detail: cleanText(fields === '' ? detail : fields, 300),
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function post(socketPath: string, path: string, body: string, language: Language, signal: AbortSignal) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'accept-language': language }
    const asked = request({ socketPath, path, method: 'POST', headers, signal }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
    })
    asked.on('error', (fault: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason)
      else if (fault.code === 'EACCES' || fault.code === 'EPERM')
        reject(new CliFault('E_ALLOWED', exitCodes.notAllowed, 'not_your_folder', { folder: socketPath }))
      else reject(new CliFault('E_AGENT', exitCodes.unreachable, 'no_agent_here', { folder: socketPath }))
    })
    asked.end(body)
  })
}
