import { z } from 'zod'
import { unable } from '../net/contact.ts'
import { askHttp, type HttpAnswer } from '../net/http.ts'
import { takeTurn } from '../net/turns.ts'
import { askedAttributes, ippFact, ippIdentity } from './ipp-attributes.ts'
import { encodeIpp } from './ipp-encode.ts'
import { decodeIpp, type IppMessage, ippGroups } from './ipp-message.ts'
import { locate } from './locate.ts'
import { isPrintPort, printPortFault } from './print-ports.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const ippOptions = z.strictObject({
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(631)
    .refine((port) => !isPrintPort(port), printPortFault),
  path: z
    .string()
    .regex(/^\/[\w/.~%-]*$/u)
    .max(200)
    .default('/ipp/print'),
})
type IppOptions = z.infer<typeof ippOptions>

/** Where printers have their print service, the usual first; CUPS has one for each queue, which a person has to name. */
const knownPaths: readonly string[] = ['/ipp/print', '/ipp/printer', '/ipp', '/ipp/port1', '/']
const getPrinterAttributes = 0x000b
/** RFC 8011, appendix B. */
const statuses = { lastSuccess: 0x0007, notFound: 0x0406, versionNotSupported: 0x0503 }
const latest = [2, 0] as const
const oldest = [1, 1] as const

/**
 * Asks a print service for its state over IPP (Get-Printer-Attributes, RFC 8011 4.2.5), never to print anything. A path that
 * is not found is looked for among the well-known ones. A service that wants TLS gets it, with whatever certificate it made
 * itself: nothing secret is asked or told.
 */
export const ipp: Probe<IppOptions> = {
  type: 'ipp',
  rate: { everySeconds: 20, timeoutMs: 2000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer'],
  onlyFor: ['printer', 'other'],
  options: ippOptions,
  look: oneByOne(look),
}

async function look(target: Target<IppOptions>, signal: AbortSignal): Promise<Sighting> {
  const place = await locate(target, signal)
  if ('lost' in place) return place.lost
  const { port, path } = target.options
  const host = `${place.address.includes(':') ? `[${place.address}]` : place.address}:${port}`
  const sighting = await takeTurn(`${place.address} ${port}`, place.timeoutMs, signal, () =>
    find(host, path, place.timeoutMs, signal),
  )
  return sighting ?? { ...unable(signal.aborted ? 'ABORT_ERR' : 'NO_TURN'), facts: [] }
}

/** Asks at one path after the other until the service is found, all within one deadline. */
async function find(host: string, path: string, timeoutMs: number, signal: AbortSignal): Promise<Sighting> {
  const deadline = performance.now() + timeoutMs
  const left = () => deadline - performance.now()
  const askAt = (place: Place) => ask(place, latest, left(), signal)
  let place: Place = { host, path, isSecure: false }
  let answer = await askAt(place)
  if (wantsTls(answer)) {
    const secure = await askAt({ ...place, isSecure: true })
    // Where that leads nowhere, what was said before says more.
    if (secure.http.status === null) return seen(answer)
    place = { ...place, isSecure: true }
    answer = secure
  }
  for (const other of knownPaths) {
    if (other === path || !isMissing(answer) || left() <= 0) continue
    answer = await askAt({ ...place, path: other })
  }
  return seen(answer)
}

interface Place {
  host: string
  path: string
  isSecure: boolean
}

interface Answer {
  http: HttpAnswer
  message: IppMessage | null
}

/** A service that knows only IPP/1.1 is asked in it. */
async function ask(
  place: Place,
  version: readonly [number, number],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  const startedAt = performance.now()
  const { host, path, isSecure } = place
  const s = isSecure ? 's' : ''
  const body = { type: 'application/ipp', bytes: requestFor(`ipp${s}://${host}${path}`, version) }
  const request = { url: `http${s}://${host}${path}`, body, anyCertificate: true }
  const http = await askHttp(request, timeoutMs, signal)
  const message = http.status === 200 ? decodeIpp(http.body) : null
  const isTooNew = message?.code === statuses.versionNotSupported && version === latest
  if (isTooNew) return ask(place, oldest, timeoutMs - (performance.now() - startedAt), signal)
  return { http, message }
}

const requestFor = (uri: string, version: readonly [number, number]): Buffer =>
  encodeIpp({
    version,
    code: getPrinterAttributes,
    requestId: 1,
    groups: [
      {
        tag: ippGroups.operation,
        fields: [
          { name: 'attributes-charset', tag: 0x47, values: ['utf-8'] },
          { name: 'attributes-natural-language', tag: 0x48, values: ['en'] },
          { name: 'printer-uri', tag: 0x45, values: [uri] },
          { name: 'requested-attributes', tag: 0x44, values: askedAttributes },
        ],
      },
    ],
  })

/** It asks for TLS on the same port (RFC 2817), or sends there. */
const wantsTls = ({ http }: Answer): boolean => http.status === 426 || [301, 302, 307, 308].includes(http.status ?? 0)

const isMissing = ({ http, message }: Answer): boolean => http.status === 404 || message?.code === statuses.notFound

function seen({ http, message }: Answer): Sighting {
  const { attempt, status, isConnected } = http
  if (status === null) {
    // It took the connection and said nothing, or nothing whole, in time.
    const isMute = attempt.contact === 'silent' && isConnected
    return { ...attempt, contact: isMute ? 'mute' : attempt.contact, facts: [] }
  }
  const garbled = (code: string): Sighting => ({ contact: 'garbled', latencyMs: null, code, facts: [] })
  if (status !== 200) return garbled(`HTTP_${status}`)
  if (message === null) return garbled('NOT_IPP')
  if (message.code > statuses.lastSuccess) {
    // Whoever sends our question back has said nothing.
    if (message.code === getPrinterAttributes) return garbled('NOT_IPP')
    return { ...attempt, code: `IPP_${message.code.toString(16).padStart(4, '0').toUpperCase()}`, facts: [] }
  }
  const printer = message.groups.find(({ tag }) => tag === ippGroups.printer)?.attributes
  if (!printer || printer.size === 0) return { ...attempt, code: 'NO_ATTRIBUTES', facts: [] }
  return { ...attempt, facts: [ippFact(printer), ippIdentity(printer)] }
}
