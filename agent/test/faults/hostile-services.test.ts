import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ipp } from '../../src/probes/ipp.ts'
import { star } from '../../src/probes/star.ts'
import { ippFields, ippPrinter } from '../fakes/ipp-printer.ts'
import { starBlock, starPrinter } from '../fakes/star-printer.ts'
import { bombard, type Mutations, noteMutations, seed } from './bombard.ts'

const never = new AbortController().signal
/** Looks at one address and port are kept apart by 200 ms: many printers, so that it does not take hours. */
const printers = 60

test('P26 mutated IPP answers', async () => {
  await bombard('IPP', printers, async (spoil) => {
    const fakes = await Promise.all(
      Array.from({ length: printers }, () => ippPrinter({ fields: ippFields({ reasons: ['media-empty'] }), spoil })),
    )
    let turn = 0
    return {
      look() {
        turn += 1
        const options = ipp.options.parse({ port: fakes[turn % printers]?.port })
        return ipp.look([{ address: '127.0.0.1', timeoutMs: 500, options }], never)
      },
      async close() {
        for (const fake of fakes) await fake.close()
        return []
      },
    }
  })
})

test('P26 mutated Star answers', async () => {
  await bombard('Star', printers, async (spoil) => {
    const block = starBlock({ 2: 0x28, 5: 0x08 })
    const fakes = await Promise.all(Array.from({ length: printers }, () => starPrinter({ block, spoil })))
    let turn = 0
    return {
      look() {
        turn += 1
        const options = star.options.parse({ port: fakes[turn % printers]?.port })
        return star.look([{ address: '127.0.0.1', timeoutMs: 500, options }], never)
      },
      async close() {
        for (const fake of fakes) await fake.close()
        return []
      },
    }
  })
})

test('P26 mutated mDNS announcements', async () => {
  const script = join(import.meta.dirname, 'mdns-process.ts')
  const network =
    'ip link set lo up && ip link add lan0 type veth peer name lan1 && ip link set lan1 up && ip addr add 10.99.9.1/24 dev lan0 && ' +
    'ip link set lan0 up multicast on && ip route add 224.0.0.0/4 dev lan0 && exec "$@"'
  const command = ['-n', 'sh', '-c', network, 'sh', process.execPath, script, `${seed}`]
  const { stdout } = await promisify(execFile)('unshare', command)
  const mutations: Mutations & { found: number } = JSON.parse(stdout)
  noteMutations('mDNS', mutations)
  expect(mutations.uncaught).toEqual([])
  expect(mutations.longest).toBeLessThanOrEqual(5000)
  // Some got through whole, so that the rest was heard too.
  expect(mutations.found).toBeGreaterThan(0)
})
