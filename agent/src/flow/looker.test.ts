import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Probe, Sighting, Target } from '../probes/probe.ts'
import { makeLooker } from './looker.ts'

const answered: Sighting = { contact: 'answered', latencyMs: 1, code: null, facts: [] }

function countingProbe(look: (targets: Target<object>[]) => Promise<Sighting[]>): Probe {
  return {
    type: 'test',
    rate: { everySeconds: 10, timeoutMs: 1000, attempts: 1 },
    pauseMs: 0,
    usualFor: [],
    options: z.object({}),
    look,
  }
}
const target = (address: string): Target<object> => ({ address, timeoutMs: 1000, options: {} })

test('looks that are asked for in one turn share one call, and each gets its own sighting', async () => {
  const calls: number[] = []
  const probe = countingProbe(async (targets) => {
    calls.push(targets.length)
    return targets.map(({ address }) => ({ ...answered, code: address }))
  })
  const look = makeLooker(new AbortController().signal)
  const seen = await Promise.all(['127.0.0.1', '127.0.0.2', '127.0.0.3'].map((address) => look(probe, target(address))))
  expect(seen.map((sighting) => sighting.code)).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3'])
  await look(probe, target('127.0.0.4'))
  expect(calls).toEqual([3, 1])
})

test('a probe that breaks says nothing about the device', async () => {
  const look = makeLooker(new AbortController().signal)
  const broken = countingProbe(() => Promise.reject(new TypeError('broken')))
  expect(await look(broken, target('127.0.0.1'))).toMatchObject({ contact: 'unable', code: 'TypeError' })
  const lazy = countingProbe(async () => [])
  expect(await look(lazy, target('127.0.0.1'))).toMatchObject({ contact: 'unable', code: 'NO_SIGHTING' })
})

test('looks by different probes, and looks asked for while one runs, have calls of their own', async () => {
  const calls: string[] = []
  const probeNamed = (name: string) =>
    countingProbe(async (targets) => {
      calls.push(`${name} ${targets.length}`)
      return targets.map(() => answered)
    })
  const [icmp, tcp] = [probeNamed('icmp'), probeNamed('tcp')]
  const look = makeLooker(new AbortController().signal)
  const first = Promise.all([look(icmp, target('127.0.0.1')), look(tcp, target('127.0.0.1'))])
  await new Promise(setImmediate)
  await Promise.all([first, look(icmp, target('127.0.0.2'))])
  expect(calls).toEqual(['icmp 1', 'tcp 1', 'icmp 1'])
})
