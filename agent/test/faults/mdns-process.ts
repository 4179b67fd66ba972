/**
 * A process in a network of its own: announces a printer over multicast with something wrong in nearly every answer,
 * while the real browser listens. Run with a seed; prints what came of it as JSON.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { browse } from '../../src/net/mdns.ts'
import { dice, mutate } from './mutate.ts'

const group = '224.0.0.251'
const port = 5353
const wanted = 10_000
const roll = dice(Number(process.argv[2]))
/** A printer's `_ipp` and `_pdl-datastream` with SRV, TXT and A. */
const announcement = Buffer.from(
  'AACEAAAAAAIAAAADBF9pcHAEX3RjcAVsb2NhbAAADAABAAAAeAAZB0tpdGNoZW4EX2lwcARfdGNwBWxvY2FsAA9fcGRsLWRhdGFzdHJlYW0EX3RjcAVs' +
    'b2NhbAAADAABAAAAeAAkB0tpdGNoZW4PX3BkbC1kYXRhc3RyZWFtBF90Y3AFbG9jYWwAB0tpdGNoZW4EX2lwcARfdGNwBWxvY2FsAAAhAAEAAAB4ABUA' +
    'AAAAAncHcHJpbnRlcgVsb2NhbAAHS2l0Y2hlbgRfaXBwBF90Y3AFbG9jYWwAABAAAQAAAHgASA90eT1FUFNPTiBUTS1UODgNdXNiX01GRz1FUFNPTilV' +
    'VUlEPTQ1MDlhMzIwLTAwYTAtMDA4Zi0wMGI2LTAwMjUwNzUxMGVjYQdwcmludGVyBWxvY2FsAAABAAEAAAB4AAQKYwkH',
  'base64',
)
const uncaught: string[] = []
process.on('uncaughtException', (fault) => uncaught.push(String(fault.stack)))
process.on('unhandledRejection', (fault) => uncaught.push(String(fault)))

const mouth = createSocket({ type: 'udp4', reuseAddr: true })
mouth.bind(0, '10.99.9.1')
await once(mouth, 'listening')
mouth.setMulticastInterface('10.99.9.1')
const say = (bytes: Buffer) => new Promise<void>((sent) => mouth.send(bytes, port, group, () => sent()))

let mutated = 0
let looks = 0
let longest = 0
let found = 0
while (mutated < wanted) {
  const startedAt = performance.now()
  const browsing = browse(1500, new AbortController().signal)
  // Less than a browse takes in, so that it hears them all.
  for (let sent = 0; sent < 2000; sent += 1) {
    const isWhole = sent === 1000
    if (!isWhole) mutated += 1
    await say(isWhole ? announcement : mutate(announcement, roll))
  }
  found += (await browsing).size
  looks += 1
  longest = Math.max(longest, performance.now() - startedAt)
}
mouth.close()
process.stdout.write(JSON.stringify({ mutated, looks, longest, found, uncaught }))
