import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { reasonsAt } from './keep-running.mjs'
import { type Box, makeBox, recordOf, runs } from './tiny-box.ts'
import { cloneOf, freePort, inGit } from './tiny-origin.ts'

const two = [{ version: '0.1.0' }, { version: '0.2.0' }]
const supervisorFile = ({ data }: Box) => join(data, 'update-supervisor.json')
const isSupervised = (box: Box) =>
  vi.waitFor(() => expect(existsSync(supervisorFile(box))).toBe(true), { interval: 5, timeout: 10_000 })
const versionIn = ({ clone }: Box) => inGit(clone, 'describe', '--tags')

test('changes nothing under an agent whose state is elsewhere', async () => {
  const box = await makeBox(two)
  box.start()
  await runs(box, '0.1.0')
  const other = join(box.data, '../other')
  mkdirSync(other)
  const taken = await box.update('apply', '--data', other)
  expect(taken.exit).toBe(1)
  expect(taken.err).toContain('Something answers at')
  box.env.SERENO_PORT = String(await freePort())
  const shared = await box.update('apply', '--data', other)
  expect(shared.exit).toBe(1)
  expect(shared.err).toContain(`Another agent runs from this clone, with its state in ${box.data}`)
  expect(versionIn(box)).toBe('v0.1.0')
})

test('changes nothing in another clone than the one that it is asked in', async () => {
  const box = await makeBox(two)
  box.start()
  await runs(box, '0.1.0')
  const other = join(box.data, '../other-clone')
  cloneOf(join(box.data, '../origin'), other, '0.1.0')
  box.env.SERENO_CLONE = other
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(1)
  expect(err).toContain(`runs from another clone, ${box.clone}`)
  expect(versionIn(box)).toBe('v0.1.0')
})

test('an answer of another agent is none of the version that is tried', async () => {
  const told = { ready: true, reasons: [], start: 'another' }
  const server = createServer((_, response) => response.end(JSON.stringify(told)))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await reasonsAt(url)).toEqual([])
  expect(await reasonsAt(url, 'another')).toEqual([])
  expect(await reasonsAt(url, 'ours')).toBe(null)
})

test('does what is asked while the agent is still built', async () => {
  const box = await makeBox(two)
  box.start()
  await isSupervised(box)
  expect(JSON.parse(readFileSync(supervisorFile(box), 'utf8')).way).toBe(null)
  writeFileSync(
    join(box.data, 'update-ask.json'),
    JSON.stringify({ action: 'apply', to: null, at: new Date().toISOString() }),
  )
  await runs(box, '0.2.0')
})

test('says at once that an agent on any free port cannot be updated', async () => {
  const box = await makeBox(two)
  box.env.SERENO_PORT = '0'
  box.start()
  await isSupervised(box)
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(1)
  expect(err).toContain('takes any free port')
})

test('tells of what goes wrong before anything is begun, whatever it is', async () => {
  const box = await makeBox(two)
  box.start()
  await runs(box, '0.1.0')
  inGit(box.clone, 'update-index', '--assume-unchanged', 'package.json')
  writeFileSync(join(box.clone, 'package.json'), '{')
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(1)
  expect(err).toContain('It failed.')
  expect(recordOf(box)).toMatchObject({ run: null, check: { fault: 'failed' } })
})

test('does not wait for a trial that somebody ended', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0', flaw: 'is never ready' }])
  const told = box.update('apply')
  await vi.waitFor(() => expect(recordOf(box).run?.steps.at(-1)?.step).toBe('trying'), { interval: 5, timeout: 15_000 })
  process.kill(JSON.parse(readFileSync(supervisorFile(box), 'utf8')).pid, 'SIGTERM')
  const { exit, err } = await told
  expect(exit).toBe(1)
  expect(err).toContain('The last update was cut off -> npm start')
})

test('looks for newer versions where a tag was moved at the origin, and keeps the one that was known', async () => {
  const box = await makeBox(two)
  const origin = join(box.data, '../origin')
  const known = inGit(box.clone, 'rev-parse', 'v0.2.0')
  inGit(origin, 'tag', '--force', 'v0.2.0', 'v0.1.0^{commit}')
  const { exit, out } = await box.update('check')
  expect(exit).toBe(0)
  expect(out).toContain('0.2.0 is available')
  expect(inGit(box.clone, 'rev-parse', 'v0.2.0')).toBe(known)
})
