import { z } from 'zod'
import { fetchPage } from '../net/http.ts'
import { isPrintPort, printPortFault } from './print-ports.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const httpOptions = z.strictObject({
  url: z
    .url({ protocol: /^https?$/u })
    .max(2000)
    .refine((url) => !isPrintPort(Number(URL.parse(url)?.port)), printPortFault),
  /** Without it, 200 to 399 is as expected. */
  expectStatus: z.number().int().min(100).max(599).optional(),
  /** Text that has to stand in the first 256 KB of the page. */
  expectText: z.string().min(1).max(200).optional(),
})
type HttpOptions = z.infer<typeof httpOptions>

async function look(target: Target<HttpOptions>, signal: AbortSignal): Promise<Sighting> {
  const { url, expectStatus, expectText } = target.options
  const { attempt, status, text } = await fetchPage(url, target.timeoutMs, signal)
  if (status === null) return { ...attempt, facts: [] }
  const statusExpected = expectStatus === undefined ? status >= 200 && status < 400 : status === expectStatus
  const textFound = expectText === undefined ? null : text.includes(expectText)
  return { ...attempt, facts: [{ fact: 'http', status, textFound, statusExpected }] }
}

/** Fetches a page, such as the POS cloud's: its status and whether a known text stands in it. */
export const http: Probe<HttpOptions> = {
  type: 'http',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: httpOptions,
  look: oneByOne(look),
}
