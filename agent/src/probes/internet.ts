import type { Fact, PageFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import type { Attempt } from '../net/contact.ts'
import { fetchPage } from '../net/http.ts'
import { knock } from '../net/tcp.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const anchor = z.strictObject({
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.number().int().min(1).max(65_535),
})

const internetOptions = z.strictObject({
  /** Cloudflare, Google and Quad9: three companies, so that one of them failing is not the line. */
  anchors: z
    .array(anchor)
    .min(1)
    .max(8)
    .default([
      { address: '1.1.1.1', port: 443 },
      { address: '8.8.8.8', port: 443 },
      { address: '9.9.9.9', port: 443 },
    ]),
  /** A page over plain HTTP whose text is known: a captive portal puts its own in its place. `null`: not asked. */
  page: z
    .strictObject({ url: z.url({ protocol: /^http$/u }).max(2000), expectText: z.string().min(1).max(200) })
    .nullable()
    .default({ url: 'http://captive.apple.com/hotspot-detect.html', expectText: 'Success' }),
})
type InternetOptions = z.infer<typeof internetOptions>

async function look(target: Target<InternetOptions>, signal: AbortSignal): Promise<Sighting> {
  const { anchors, page } = target.options
  const [attempts, found] = await Promise.all([
    Promise.all(anchors.map((one) => knock({ ...one, timeoutMs: target.timeoutMs }, signal))),
    page === null ? null : seePage(page, target.timeoutMs, signal),
  ])
  const answered = attempts.filter((attempt) => attempt.contact === 'answered')
  const facts: Fact[] = [{ fact: 'anchors', asked: attempts.length, answered: answered.length }]
  if (found !== null) facts.push(found)
  return { ...together(attempts, answered), facts }
}

/** The quickest answer; without one, our own trouble only where every anchor failed for it. */
function together(attempts: Attempt[], answered: Attempt[]): Attempt {
  const quickest = answered.toSorted((a, b) => (a.latencyMs ?? 0) - (b.latencyMs ?? 0))[0]
  const elsewhere = attempts.find((attempt) => attempt.contact !== 'local_error')
  return quickest ?? elsewhere ?? attempts[0] ?? { contact: 'unable', latencyMs: null, code: 'NO_ANCHORS' }
}

async function seePage(page: { url: string; expectText: string }, ms: number, signal: AbortSignal): Promise<PageFact> {
  const { status, text } = await fetchPage(page.url, ms, signal)
  // An error of the page's own server is no portal, unless it says that one has to sign in first (RFC 6585).
  if (status === null || (status >= 500 && status !== 511)) return { fact: 'page', found: 'silent' }
  return { fact: 'page', found: status === 200 && text.includes(page.expectText) ? 'as_known' : 'altered' }
}

/** The internet line, by address so that no name service is needed, and whether a captive portal stands in between. */
export const internet: Probe<InternetOptions> = {
  type: 'internet',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: ['internet'],
  options: internetOptions,
  look: oneByOne(look),
}
