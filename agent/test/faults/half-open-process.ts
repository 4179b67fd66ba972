/** A process in a network where port 9100 answers nothing. Run with how many looks; prints what came of them as JSON. */
import { readdirSync } from 'node:fs'
import { escpos } from '../../src/probes/escpos.ts'

const count = Number(process.argv[2])
const options = escpos.options.parse({})
const files = () => readdirSync('/proc/self/fd').length
const never = new AbortController().signal
const look = async (n: number) => {
  const startedAt = performance.now()
  const [seen] = await escpos.look([{ address: `127.0.7.${n + 1}`, timeoutMs: 1000, options }], never)
  longest = Math.max(longest, performance.now() - startedAt)
  return seen?.contact
}
let longest = 0
await look(0)
const before = files()
const contacts = new Set(await Promise.all(Array.from({ length: count }, (_, n) => look(n + 1))))
process.stdout.write(JSON.stringify({ contacts: [...contacts], longest, left: files() - before }))
