import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { serveControl } from '../agent/src/api/control.ts'
import { makeHouse } from '../agent/test/fakes/house.ts'
import { root } from './run.ts'

const run = promisify(execFile)

/** The command as a technician types it; its end, whatever it is. */
async function sereno(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' }
  const done = run(process.execPath, [join(root, 'scripts/trust.ts'), ...args], { env })
  return done.then(
    (streams) => ({ code: 0, ...streams }),
    (fault: { code: number; stdout: string; stderr: string }) => fault,
  )
}

async function here() {
  const house = await makeHouse()
  const close = await serveControl(house)
  onTestFinished(async () => {
    await close()
    await house.close()
  })
  return house
}

test('tells at the box what devices are asked to trust, for people and for programs', async () => {
  const house = await here()
  const waiting = await sereno('--data', house.folder)
  expect([waiting.code, waiting.stdout]).toEqual([3, ''])
  await house.trust.look()
  house.trust.opened({ port: 7443 })
  const { authority } = house.trust.view()
  const told = await sereno('--data', house.folder)
  expect([told.code, told.stderr]).toEqual([0, ''])
  for (const part of [
    authority?.fingerprint,
    'https://sereno.local:7443',
    '192.168.1.0/24',
    'http://sereno.local:7373/trust',
  ])
    expect(told.stdout).toContain(part)
  const json = await sereno('--json', '--data', house.folder)
  expect(JSON.parse(json.stdout)).toMatchObject({ state: 'ready', authority: { fingerprint: authority?.fingerprint } })
})

test('makes a new authority only for who says yes, and notes it in the audit log', async () => {
  const house = await here()
  await house.trust.look()
  const before = house.trust.view().authority?.fingerprint
  const refused = await sereno('--new', '--data', house.folder)
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/E_USAGE .*--yes/u)])
  expect(house.trust.view().authority?.fingerprint).toBe(before)
  const made = await sereno('--new', '--yes', '--json', '--data', house.folder)
  expect(made.code).toBe(0)
  expect(JSON.parse(made.stdout).authority.fingerprint).not.toBe(before)
  const { items } = await house.store.audit.list({ q: 'sereno trust' }, { limit: 10 })
  expect(items).toMatchObject([{ way: 'box', action: 'sereno trust --new' }])
})

test('says what is wrong with what was typed, and where no agent runs', async () => {
  const [wrong, nobody, help] = await Promise.all([sereno('install'), sereno('--data', '/nowhere'), sereno('--help')])
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('E_USAGE')])
  expect([nobody.code, nobody.stderr]).toEqual([4, expect.stringContaining('E_AGENT')])
  expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('npx sereno trust --new')])
})
