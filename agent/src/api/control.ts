import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { controlSocket, localRecoveryInput } from '@sereno/shared/control.ts'
import { Hono } from 'hono'
import type { House } from '../services/house.ts'
import { recoverHere } from '../services/recovery/recover-here.ts'
import { readJson } from './body.ts'
import { check } from './check.ts'
import { acceptedLanguage } from './language.ts'
import { toProblem } from './to-problem.ts'

const bodyBytes = 4096

/**
 * Serves those at the box itself over a socket in the data folder, which only the agent's own user may enter: whoever
 * reaches it may read the whole store anyway. Where no socket can be made the agent goes on without.
 * @returns how to close it
 */
export async function serveControl(house: House): Promise<() => Promise<void>> {
  const path = join(house.config.data, controlSocket)
  const app = new Hono()
  app.post('/recovery', async (context) => {
    const language = acceptedLanguage(context.req.header('accept-language')) ?? 'en'
    try {
      const { login, secondStepOff } = check(localRecoveryInput, await readJson(context.req.raw, bodyBytes), language)
      return context.json(await recoverHere(house, login, secondStepOff))
    } catch (fault) {
      return toProblem(house, fault, language)
    }
  })
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
