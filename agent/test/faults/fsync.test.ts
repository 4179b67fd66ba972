import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { type Running, running } from '../venue/running.ts'
import { measured } from './measured.ts'
import { startAgent, type WholeAgent } from './whole-agent.ts'

const lastsMs = 50_000
const syncs = 'fsync,fdatasync'

/** Has every sync of the agent go wrong from now on; returns how to end that. */
async function inject(agent: WholeAgent, what: string): Promise<Running> {
  const tracer = running('strace', [
    '-f',
    '-qq',
    '-e',
    `trace=${syncs}`,
    '-e',
    `inject=${syncs}:${what}`,
    '-p',
    `${agent.program.pid}`,
  ])
  await wait(1000)
  expect(tracer.alive(), tracer.said.join('\n')).toBe(true)
  return tracer
}
const addEntry = (agent: WholeAgent, key: string) =>
  agent.ask('POST', '/api/v1/activity', { key, kind: 'Fail', message: 'No se pudo imprimir' })

test('P6 a sync that fails acknowledges nothing, and what was acknowledged before stays', async () => {
  const data = ownFolder()
  const agent = await startAgent({ data })
  const acknowledged: string[] = []
  const add = async (key: string) => {
    const { status } = await addEntry(agent, key)
    if (status === 200) acknowledged.push(key)
    return status
  }
  for (let n = 0; n < 20; n += 1) await add(`before-${n}`)
  const tracer = await inject(agent, 'error=EIO')
  const falsely: string[] = []
  for (let n = 0; n < 50; n += 1) if ((await add(`during-${n}`)) === 200) falsely.push(`during-${n}`)
  const setting = await agent.ask('PATCH', '/api/v1/settings/venue', { name: 'Never' })
  await tracer.stop()
  expect((await add('after')) === 200 || (await add('after')) === 200).toBe(true)
  await agent.kill()
  const again = await startAgent({ data, cookie: agent.cookie })
  const keys = acknowledged.map((key) => ({ key, kind: 'Fail', message: 'again' }))
  const lost = Number((await again.ask('POST', '/api/v1/activity', keys)).json.accepted)
  await again.stop()
  measured(6, `EIO: ${falsely.length} of 50 acknowledged falsely, settings answered ${setting.status}, ${lost} lost`)
  expect([falsely, setting.status, lost]).toEqual([[], 503, 0])
})

test('P6 a card that takes 800 ms for each sync does not hold up the event loop', async () => {
  // Only these calls stop for the tracer; one that is attached later would stop all others too.
  const delayed = ['-e', `trace=${syncs}`, '-e', `inject=${syncs}:delay_enter=800000`]
  const through = ['strace', '-D', '-f', '-qq', '--seccomp-bpf', '-o', '/dev/null', ...delayed]
  const slow = await startAgent({ data: ownFolder(), through })
  // The same at the same time on a good disk: what else this machine has to do holds up both.
  const twin = await startAgent({ data: ownFolder() })
  const until = performance.now() + lastsMs
  const load = async (agent: WholeAgent): Promise<number> => {
    let entries = 0
    while (performance.now() < until) {
      const answers = await Promise.all([1, 2, 3, 4].map((lane) => addEntry(agent, `${lane}-${entries}`)))
      entries += answers.filter(({ status }) => status === 200).length
      if (agent === twin) await wait(800)
    }
    return entries
  }
  const [entries] = await Promise.all([load(slow), load(twin)])
  const lagOf = async (agent: WholeAgent) => Number((await agent.ask('GET', '/api/v1/system')).json.eventLoopDelayP99Ms)
  const [lagMs, twinMs] = await Promise.all([lagOf(slow), lagOf(twin)])
  await Promise.all([slow.stop(), twin.stop()])
  measured(
    6,
    `800 ms a sync: ${entries} entries, p99 of the event loop ${lagMs.toFixed(0)} ms, ${twinMs.toFixed(0)} ms on a good disk`,
  )
  expect(entries).toBeGreaterThan(50)
  // Slow it must have been, or nothing was shown.
  expect(entries).toBeLessThan((lastsMs / 800) * 4)
  expect(Math.min(lagMs, lagMs - twinMs)).toBeLessThanOrEqual(50)
})
