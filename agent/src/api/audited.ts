import type { Contract } from '@sereno/shared/api/contract.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { AuditNote, currentNote } from '../services/audit/note.ts'
import type { Caller, House } from '../services/house.ts'

interface Request {
  params: Record<string, string>
  body: unknown
  caller: Caller | null
  address: string
}

/** Runs a handler that changes something, with its line in the audit log. */
export async function audited<T>(
  house: House,
  contract: Contract,
  request: Request,
  work: () => Promise<T>,
): Promise<T> {
  if (!(contract.audited ?? contract.method !== 'GET')) return work()
  const { params, body, caller, address } = request
  const note = new AuditNote(house, {
    who: caller?.fullName ?? '',
    username: caller?.username ?? '',
    way: wayOf(caller),
    address,
    action: `${contract.method} ${contract.path}`,
    target: Object.values(params).join('/'),
  })
  try {
    const answer = await currentNote.run(note, work)
    // A log that cannot be written must not undo what was done, nor hide it.
    await note
      .done(body, nameIn(answer, body), whoIn(answer, caller))
      .catch((fault: Error) => house.log.error({ fault: fault.message }, 'the audit log lacks a line'))
    return answer
  } catch (error) {
    await note.failed().catch(() => {})
    throw error
  }
}

function wayOf(caller: Caller | null): 'session' | 'token' | 'ipad' | 'guest' {
  if (caller === null) return 'guest'
  if (caller.pad !== null) return 'ipad'
  return caller.sessionId === null ? 'token' : 'session'
}

const textIn = (thing: unknown, name: string): string | null => {
  const value = typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined
  return typeof value === 'string' && value !== '' ? cleanText(value, 120) : null
}

/** What the answer calls the thing; a deleted one is named by its line of changes. */
const nameIn = (answer: unknown, body: unknown): string =>
  ['name', 'fullName', 'deviceName', 'subject', 'username']
    .map((key) => textIn(answer, key) ?? textIn(body, key))
    .find((name) => name !== null) ?? ''

/** Who signed in by this very request. */
function whoIn(answer: unknown, caller: Caller | null): { who?: string; username?: string } {
  const user =
    caller === null && typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'user') : undefined
  const [who, username] = [textIn(user, 'fullName'), textIn(user, 'username')]
  return { ...(who !== null && { who }), ...(username !== null && { username }) }
}
