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
  // Whoever it was, an admin sees that it was done, and nothing that lets in.
  const { items } = await house.store.audit.list({ q: 'sereno user reset' }, { limit: 10 })
  expect(items).toMatchObject([{ way: 'box', state: 'done', targetName: 'ana', changes: [] }])
})

const marta = ['marta', '--email', 'marta@distributor.example', '--role', 'advisor']

test('makes a user whose welcome mail lets them in, and says so in the audit log', async () => {
  const { house, ask } = await here()
  const made = await sereno('create', ...marta, '--full-name', 'Marta Vidal', '--welcome', '--data', house.folder)
  expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('marta@distributor.example')])
  const [welcome] = await house.store.outbox.claim(house.clock.now(), 50)
  expect(welcome).toMatchObject({ to: 'marta@distributor.example' })
  const token = /#([\w-]{43})/u.exec(welcome?.text ?? '')?.[1] ?? ''
  expect(made.stdout).not.toContain(token)
  const json = { username: 'marta', token, password: 'Found-My-Way-12', repeat: 'Found-My-Way-12' }
  expect((await ask('POST', '/api/v1/recovery/complete', { json })).status).toBe(204)
  const login = { login: 'marta', password: 'Found-My-Way-12' }
  expect((await ask('POST', '/api/v1/session', { json: login })).json).toMatchObject({ user: { role: 'advisor' } })
  const { items } = await house.store.audit.list({ q: 'sereno user create' }, { limit: 10 })
  expect(items).toMatchObject([{ way: 'box', who: '', address: '', state: 'done', targetName: 'Marta Vidal' }])
  expect(JSON.stringify(items[0]?.changes)).toContain('advisor')
})

test('shows the link where no mail is wanted, lists who may come in, and keeps one out', async () => {
  const { house, ask } = await here()
  const made = await sereno('create', ...marta, '--json', '--data', house.folder)
  const { way } = JSON.parse(made.stdout)
  expect(await house.store.outbox.claim(house.clock.now(), 50)).toEqual([])
  const json = { username: 'marta', token: way.code, password: 'Found-My-Way-12', repeat: 'Found-My-Way-12' }
  expect((await ask('POST', '/api/v1/recovery/complete', { json })).status).toBe(204)
  // It was shown, not mailed.
  expect((await house.store.people.findLogin('marta'))?.emailConfirmedAt).toBeNull()
  const listed = await sereno('list', '--data', house.folder)
  expect(listed.stdout.split('\n').map((row) => row.split(/ {2,}/u).slice(0, 3))).toEqual([
    ['ana', 'admin', 'active'],
    ['marta', 'advisor', 'active'],
    [''],
  ])
  const lines = await sereno('list', '--jsonl', '--data', house.folder)
  expect(lines.stdout.trim().split('\n')).toHaveLength(2)
  expect((await sereno('disable', 'marta', '--data', house.folder)).code).toBe(0)
  const login = { login: 'marta', password: 'Found-My-Way-12' }
  expect((await ask('POST', '/api/v1/session', { json: login })).status).toBe(401)
})

test('refuses what is no user, a second one of the name, the last admin, and a box that nobody has set up', async () => {
  const { house } = await here()
  const fresh = await served()
  onTestFinished(await serveControl(fresh.house))
  const ends = [
    await sereno('create', 'marta', '--data', house.folder),
    await sereno('create', 'Mar ta', '--email', 'm@example.com', '--role', 'viewer', '--data', house.folder),
    await sereno('create', 'ana', '--email', 'm@example.com', '--role', 'viewer', '--data', house.folder),
    await sereno('create', 'marta', '--email', 'm@example.com', '--role', 'king', '--data', house.folder),
    await sereno('disable', 'ana', '--data', house.folder),
    await sereno('disable', 'nobody', '--data', house.folder),
    await sereno('create', ...marta, '--data', fresh.house.folder),
  ]
  expect(ends.map(({ code, stdout, stderr }) => [code, stdout, stderr.split(' ')[0]])).toEqual([
    [2, '', 'E_USAGE'],
    [2, '', 'E_USER'],
    [2, '', 'E_USER'],
    [2, '', 'E_USAGE'],
    [5, '', 'E_USER'],
    [6, '', 'E_USER'],
    [1, '', 'E_SETUP'],
  ])
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
