import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test, vi } from 'vitest'
import { root } from '../run.ts'

const patience = { timeout: 50_000, interval: 300 }

/** `npm start -- --demo` as a newcomer runs it, on a port that the system chooses. */
function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'sereno-demo-test-'))
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts'), '--demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'en_US.UTF-8', NO_COLOR: '1', TMPDIR: folder },
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line))
  }
  const ended = new Promise((over) => child.on('exit', over))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    lines,
    leftBehind: () => readdirSync(folder),
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}

test('a newcomer sees a fault appear, explained, end, and its mail; and nothing of it is left behind', async () => {
  const demo = startDemo()
  const said = await vi.waitFor(() => {
    const found = /Open (http:\/\/localhost:\d+) and sign in as (\w+) with the password (\S+)/u.exec(
      demo.lines.join('\n'),
    )
    if (!found) throw new Error(demo.lines.join('\n'))
    return found
  }, patience)
  const [, url = '', login, password] = said
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login, password }),
  })
  expect(session.headers.get('x-sereno-demo')).toBe('1')
  const cookie = (session.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  const get = async (path: string) =>
    (await (await fetch(`${url}/api/v1${path}`, { headers: { cookie } })).json()) as {
      items: Record<string, unknown>[]
    }

  const talks = await get('/conversations?tray=inbox&order=oldest')
  expect(talks.items).toMatchObject([
    { contact: { name: 'Lucía' }, unread: 2 },
    { contact: { name: 'Marc' }, unread: 1 },
  ])
  const entry = await vi.waitFor(async () => {
    const { items } = await get('/activity?kinds=Fail')
    expect(items[0]).toMatchObject({ deviceName: 'Kitchen printer', cause: 'paper_out' })
    return items[0]
  }, patience)
  expect(entry?.advice).toContain('roll')
  await vi.waitFor(async () => expect((await get('/activity?kinds=Fail')).items[0]?.endedAt).not.toBeNull(), patience)
  const mail = await vi.waitFor(async () => {
    const { items } = await get('/demo/mails')
    // Before it, they are told that they get such mails, for nothing shows yet that the address is theirs.
    const digest = items.find(({ subject }) => String(subject).includes('Kitchen printer: Out of paper'))
    if (digest === undefined) throw new Error(`no digest among ${items.map(({ subject }) => subject).join(', ')}`)
    return digest
  }, patience)
  const shown = await fetch(`${url}/api/v1/demo/mails/${mail.id}`, { headers: { cookie } })
  expect(await shown.text()).toContain('Out of paper')

  expect(demo.leftBehind()).not.toEqual([])
  await demo.stop()
  expect(demo.leftBehind()).toEqual([])
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
}, 120_000)
