import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { escpos } from '../../src/probes/escpos.ts'
import { escposPrinter } from '../fakes/escpos-printer.ts'
import { measured } from './measured.ts'

const looks = 200
const files = () => readdirSync('/proc/self/fd').length

test('P23 200 looks at printers that take the connection and say nothing: each is over in time, no file is left open', async () => {
  const printers = await Promise.all(Array.from({ length: looks }, () => escposPrinter({ isMute: true, holds: true })))
  const never = new AbortController().signal
  const before = files()
  let longest = 0
  const seen = await Promise.all(
    printers.map(async ({ port }) => {
      const startedAt = performance.now()
      const options = escpos.options.parse({ port })
      const [sighting] = await escpos.look([{ address: '127.0.0.1', timeoutMs: 1000, options }], never)
      longest = Math.max(longest, performance.now() - startedAt)
      return sighting?.contact
    }),
  )
  for (const printer of printers) await printer.close()
  const more = files() - before + looks
  measured(23, `${looks} mute printers: longest look ${longest.toFixed(0)} ms, ${more} files left open`)
  expect(new Set(seen)).toEqual(new Set(['mute']))
  expect(longest).toBeLessThanOrEqual(5000)
  expect(more).toBeLessThanOrEqual(0)
})

test('P24 200 looks at a port that drops what comes: each is over in time, no file is left open', async () => {
  const script = join(import.meta.dirname, 'half-open-process.ts')
  const drop =
    'nft add table inet t && nft add chain inet t i "{ type filter hook input priority 0; }" && ' +
    'nft add rule inet t i tcp dport 9100 drop'
  const network = `ip link set lo up && ${drop} && exec "$@"`
  const { stdout } = await promisify(execFile)('unshare', [
    '-n',
    'sh',
    '-c',
    network,
    'sh',
    process.execPath,
    script,
    `${looks}`,
  ])
  const { contacts, longest, left }: { contacts: string[]; longest: number; left: number } = JSON.parse(stdout)
  measured(24, `${looks} looks: ${contacts.join(' ')}, longest ${longest.toFixed(0)} ms, ${left} files left open`)
  expect(contacts).toEqual(['silent'])
  expect(longest).toBeLessThanOrEqual(5000)
  expect(left).toBeLessThanOrEqual(0)
})
