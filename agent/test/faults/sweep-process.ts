/** A process in a network of its own that finds who is there. Run with a subnet; prints what came of it as JSON. */
import { readFileSync } from 'node:fs'
import { sweep } from '../../src/net/sweep.ts'

const neighbours = () => readFileSync('/proc/net/arp', 'utf8').trim().split('\n').length - 1
let most = 0
const looking = setInterval(() => {
  most = Math.max(most, neighbours())
}, 50)
const startedAt = performance.now()
const found = await sweep(process.argv[2] ?? '', new AbortController().signal)
const tookMs = performance.now() - startedAt
clearInterval(looking)
process.stdout.write(JSON.stringify({ found: found.size, tookMs, rss: process.memoryUsage.rss(), most }))
