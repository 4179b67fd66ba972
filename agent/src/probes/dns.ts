import { z } from 'zod'
import { failed } from '../net/contact.ts'
import { askName } from '../net/dns.ts'
import { resolvers } from '../net/routes.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const byNumber = z.union([z.ipv4(), z.ipv6()])

const dnsOptions = z.strictObject({
  /** A name that exists as long as the internet does (RFC 2606). */
  name: z.hostname().max(253).default('example.com'),
  /** Who is asked; without it the device itself, and where that has no address the first name server of this machine. */
  server: byNumber.optional(),
  port: z.number().int().min(1).max(65_535).default(53),
})
type DnsOptions = z.infer<typeof dnsOptions>

async function look(target: Target<DnsOptions>, signal: AbortSignal): Promise<Sighting> {
  const { name, server, port } = target.options
  const address = server ?? byNumber.safeParse(target.address).data ?? (await resolvers())[0]
  // This machine was given no name server.
  if (address === undefined) return { ...failed('ENOSERVER'), facts: [] }
  const answer = await askName(name, { address, port }, target.timeoutMs, signal)
  if (answer.attempt.contact !== 'answered') return { ...answer.attempt, facts: [] }
  return { ...answer.attempt, facts: [{ fact: 'dns', addresses: answer.addresses, failed: answer.failed }] }
}

/** Asks a name server for a name that exists. */
export const dns: Probe<DnsOptions> = {
  type: 'dns',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: dnsOptions,
  look: oneByOne(look),
}
