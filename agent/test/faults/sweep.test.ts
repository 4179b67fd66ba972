import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { command } from '../venue/command.ts'
import { venueLacks } from '../venue/lacks.ts'
import { removeSpaces } from '../venue/spaces.ts'
import { measured } from './measured.ts'

const hosts = 500
const prefix = `sereno-${process.pid}-sweep-`

test.skipIf(venueLacks() !== null)(
  'P20 500 hosts are found within a minute, and the neighbour table never fills',
  async () => {
    const [agent, others] = [`${prefix}agent`, `${prefix}others`]
    const ip = (line: string) => command('ip', ...line.split(' '))
    try {
      for (const space of [agent, others]) {
        await ip(`netns add ${space}`)
        await ip(`-n ${space} link set lo up`)
      }
      await ip(`-n ${agent} link add eth0 type veth peer name eth0 netns ${others}`)
      await ip(`-n ${agent} addr add 10.98.0.1/23 dev eth0`)
      for (const space of [agent, others]) await ip(`-n ${space} link set eth0 up`)
      const batch = join(ownFolder(), 'addresses')
      const address = (n: number) => `10.98.${n < hosts / 2 ? 0 : 1}.${2 + (n % (hosts / 2))}`
      const lines = Array.from({ length: hosts }, (_, n) => `addr add ${address(n)}/23 dev eth0`)
      writeFileSync(batch, lines.join('\n'))
      await ip(`-n ${others} -batch ${batch}`)
      const script = join(import.meta.dirname, 'sweep-process.ts')
      const out = await command('ip', 'netns', 'exec', agent, process.execPath, script, '10.98.0.0/23')
      const { found, tookMs, rss, most }: { found: number; tookMs: number; rss: number; most: number } = JSON.parse(out)
      const megabytes = rss / 1_000_000
      measured(
        20,
        `${found} of ${hosts} found in ${(tookMs / 1000).toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${most} neighbours at most`,
      )
      expect(found).toBe(hosts)
      expect(tookMs).toBeLessThanOrEqual(60_000)
      expect(megabytes).toBeLessThanOrEqual(150)
      expect(most).toBeLessThan(600)
    } finally {
      removeSpaces(prefix)
    }
  },
)
