import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { asker } from '../fakes/served.ts'
import { running } from '../venue/running.ts'
import { measured } from './measured.ts'

test.each([
  ['SIGSTOP', 'stuck'],
  ['SIGKILL', 'killed'],
] as const)('P36 an agent that is stuck or gone (%s) is started again', async (signal, what) => {
  const kept = running(process.execPath, [join(import.meta.dirname, 'kept-agent.ts')], {
    SERENO_DATA: ownFolder(),
    SERENO_HOST: '127.0.0.1',
    SERENO_PORT: '0',
    SERENO_SUBNETS: 'none',
  })
  const opened = () => kept.said.filter((line) => line.includes('open http://localhost'))
  const pids = () => kept.said.filter((line) => line.startsWith('agent ')).map((line) => Number(line.slice(6)))
  try {
    await vi.waitFor(() => expect(opened()).toHaveLength(1), { timeout: 30_000 })
    // It has said that it lives.
    await new Promise((over) => setTimeout(over, 1000))
    const since = performance.now()
    process.kill(pids()[0] ?? 0, signal)
    await vi.waitFor(() => expect(opened()).toHaveLength(2), { timeout: 120_000 })
    const port = Number(/localhost:(\d+)/u.exec(opened()[1] ?? '')?.[1])
    expect((await asker(port)('GET', '/healthz')).status).toBe(200)
    const tookMs = performance.now() - since
    measured(36, `${what}: serves again after ${(tookMs / 1000).toFixed(0)} s`)
    expect(tookMs).toBeLessThanOrEqual(90_000)
  } finally {
    await kept.stop()
  }
})
