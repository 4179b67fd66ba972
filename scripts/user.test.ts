import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { controlSocket } from '@sereno/shared/control.ts'
import { expect, onTestFinished, test } from 'vitest'
import { serveControl } from '../agent/src/api/control.ts'
import { served } from '../agent/test/fakes/served.ts'
import { setUp } from '../agent/test/fakes/set-up.ts'
import { root } from './run.ts'

const run = promisify(execFile)

/** The command as a technician types it; its end, whatever it is. */
async function sereno(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' }
  const done = run(process.execPath, [join(root, 'scripts/user.ts'), ...args], { env })
  return done.then(
    (streams) => ({ code: 0, ...streams }),
    (fault: { code: number; stdout: string; stderr: string }) => fault,
  )
}

async function here() {
  const place = await served()
  await setUp(place)
  const close = await serveControl(place.house)
  onTestFinished(close)
  return place
}

test('gives whoever is at the box a link and a code that let them set a password, without any mail', async () => {
  const { house, ask } = await here()
  const { code, stdout } = await sereno('reset', 'ana', '--data', house.folder)
  expect([code, stdout]).toEqual([0, expect.stringContaining('http://sereno.local:7373/reset?username=ana#')])
  const typed = /code ([A-Z2-9]{5}-[A-Z2-9]{5}) /u.exec(stdout)?.[1]
  const password = 'Found-My-Way-12'
  const json = { username: 'ana', token: typed, password, repeat: password }
  expect((await ask('POST', '/api/v1/recovery/complete', { json })).status).toBe(204)
  expect((await ask('POST', '/api/v1/session', { json: { login: 'ana', password } })).status).toBe(201)
  // It was shown, not mailed: nothing is known of the address.
  expect((await house.store.people.findLogin('ana'))?.emailConfirmedAt).toBeNull()
})

test('says with its exit code who is not there, what was not understood, and that no agent runs', async () => {
  const { house } = await here()
  const ends = [
    await sereno('reset', 'nobody', '--data', house.folder),
    await sereno('forget', 'ana', '--data', house.folder),
    await sereno('reset', 'ana', '--data', join(house.folder, 'elsewhere')),
  ]
  expect(ends.map(({ code, stdout, stderr }) => [code, stdout, stderr.split(' ')[0]])).toEqual([
    [6, '', 'E_USER'],
    [2, '', 'E_USAGE'],
    [4, '', 'E_AGENT'],
  ])
})

test('lies where only the agent’s own user may go', async () => {
  const { house } = await here()
  expect((await stat(house.folder)).mode & 0o077).toBe(0)
  expect((await stat(join(house.folder, controlSocket))).isSocket()).toBe(true)
})
