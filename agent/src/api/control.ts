import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import {
  controlSocket,
  localDisableInput,
  localRecoveryInput,
  localUser,
  localUserInput,
} from '@sereno/shared/control.ts'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { AuditNote, currentNote } from '../services/audit/note.ts'
import type { House } from '../services/house.ts'
import { recoverHere } from '../services/recovery/recover-here.ts'
import { makeTrustAnew, viewTrust } from '../services/trust/view-trust.ts'
import { addUserHere, disableUserHere, usersHere } from '../services/users/users-here.ts'
import { readJson } from './body.ts'
import { check } from './check.ts'
import { acceptedLanguage } from './language.ts'
import { toProblem } from './to-problem.ts'

const bodyBytes = 4096

interface Env {
  Bindings: HttpBindings
}

interface Verb<T extends z.ZodType> {
  input: T
  work(input: z.output<T>): Promise<unknown>
  /** What its line in the audit log calls the change; absent where nothing changes. */
  action?: string
}
const verb = <T extends z.ZodType>(one: Verb<T>): Verb<T> => one

/** What can be asked for at the box itself. */
const verbs = (house: House) => ({
  '/recovery': verb({
    input: localRecoveryInput,
    work: ({ login, secondStepOff }) => recoverHere(house, login, secondStepOff),
    action: 'sereno user reset',
  }),
  '/users': verb({
    input: localUserInput,
    work: (input) => addUserHere(house, input),
    action: 'sereno user create',
  }),
  '/users/list': verb({ input: z.strictObject({}), work: async () => ({ items: await usersHere(house) }) }),
  '/users/disable': verb({
    input: localDisableInput,
    work: ({ login }) => disableUserHere(house, login),
    action: 'sereno user disable',
  }),
  '/trust': verb({ input: z.strictObject({}), work: async () => viewTrust(house) }),
  '/trust/new': verb({
    input: z.strictObject({}),
    work: () => makeTrustAnew(house),
    action: 'sereno trust --new',
  }),
})

/**
 * Serves those at the box itself over a socket in the data folder, which only the agent's own user may enter: whoever
 * reaches it may read the whole store anyway. Where no socket can be made the agent goes on without.
 * @returns how to close it
 */
export async function serveControl(house: House): Promise<() => Promise<void>> {
  const path = join(house.config.data, controlSocket)
  const app = new Hono<Env>()
  for (const [address, one] of Object.entries(verbs(house)))
    app.post(address, (context) => answer(house, context, one as Verb<z.ZodType>))
  const server = createServer(
    { requestTimeout: 10_000 },
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  )
  // One of a run that was killed; the folder's lock says that no other agent runs here.
  await rm(path, { force: true })
  const opened = new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  await opened.catch((fault: unknown) => house.log.warn({ err: fault }, 'no socket for those at the box itself'))
  return async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
  }
}

async function answer(
  house: House,
  context: Context<Env>,
  { input, work, action }: Verb<z.ZodType>,
): Promise<Response> {
  const language = acceptedLanguage(context.req.header('accept-language')) ?? 'en'
  try {
    const asked = check(input, await readJson(context.env.incoming, bodyBytes), language)
    return context.json(
      (await (action === undefined ? work(asked) : noted(house, action, () => work(asked)))) as object,
    )
  } catch (fault) {
    return toProblem(house, fault, language)
  }
}

/** With its line in the audit log, once it is done. */
async function noted<T>(house: House, action: string, work: () => Promise<T>): Promise<T> {
  const note = new AuditNote(house, { who: '', username: '', way: 'box', address: '', action, target: '' })
  const made = await currentNote.run(note, work)
  await note
    .done({}, nameIn(made), {})
    .catch((fault: Error) => house.log.error({ fault: fault.message }, 'the audit log lacks a line'))
  return made
}

/** What the user is called that was made, changed or let in. */
function nameIn(made: unknown): string {
  const { fullName, username } = z.looseObject({ fullName: z.string(), username: z.string() }).partial().parse(made)
  return fullName ?? username ?? localUser.safeParse(made).data?.user.fullName ?? ''
}
