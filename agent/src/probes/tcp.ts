import { z } from 'zod'
import { connect } from './connect.ts'
import { oneByOne, type Probe } from './probe.ts'

const tcpOptions = z.strictObject({ port: z.number().int().min(1).max(65_535) })
type TcpOptions = z.infer<typeof tcpOptions>

/** A TCP connection, closed at once; not a byte is sent. */
export const tcp: Probe<TcpOptions> = {
  type: 'tcp',
  rate: { everySeconds: 10, timeoutMs: 1000, attempts: 3 },
  // As `icmp`.
  pauseMs: 750,
  usualFor: [],
  options: tcpOptions,
  look: oneByOne(connect),
}
