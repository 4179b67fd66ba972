import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from './measured.ts'
import { startAgent } from './whole-agent.ts'

/** Pid, state and parent of every process, as the kernel tells them. */
function processes(): { pid: number; state: string; parent: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => {
      try {
        const [state = '', parent = ''] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /u, '')
          .split(' ')
        return [{ pid: Number(name), state, parent: Number(parent) }]
      } catch {
        return []
      }
    })
}

test('P35 pings that hang are at most sixteen at once, and are all reaped', async () => {
  const folder = ownFolder()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  // Without fping there is one ping for each device. It may send, as far as anyone can tell, and hangs from then on.
  for (const name of ['ping']) {
    const script = '#!/bin/sh\\nfor one in "$@"; do [ "$one" = 127.0.0.1 ] && exit 0; done\\nexec /bin/sleep 600\\n'
    writeFileSync(join(bin, name), script.replaceAll('\\n', '\n'))
    chmodSync(join(bin, name), 0o755)
  }
  const environment = { PATH: bin }
  const agent = await startAgent({ data: join(folder, 'data'), environment })
  for (let n = 0; n < 30; n += 1) {
    const probes = [{ type: 'icmp', everySeconds: 5, timeoutMs: 1000, attempts: 1 }]
    await agent.ask('POST', '/api/v1/devices', {
      name: `Device ${n}`,
      type: 'other',
      address: `127.0.8.${n + 1}`,
      probes,
    })
  }
  let most = 0
  let zombies = 0
  const until = performance.now() + 40_000
  while (performance.now() < until) {
    const children = processes().filter(({ parent }) => parent === agent.program.pid)
    most = Math.max(most, children.length)
    zombies = children.filter(({ state }) => state === 'Z').length
    await new Promise((over) => setTimeout(over, 100))
  }
  await vi.waitFor(() => {
    zombies = processes().filter(({ parent, state }) => parent === agent.program.pid && state === 'Z').length
    expect(zombies).toBe(0)
  })
  await agent.stop()
  measured(35, `30 devices, pings that hang: ${most} at once at most, ${zombies} zombies`)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThanOrEqual(16)
})
