import type { Arrival } from './arrival.ts'
import { bePatient } from './patience.ts'
import { Refusal } from './problem.ts'

/** With the claim code, for a file that is sent before anyone can sign in. */
const codeHeader = 'sereno-claim-code'
const signatureHeader = 'x-hub-signature-256'

export interface Upload {
  parts: AsyncIterable<Uint8Array>
  /** As many as its sender says; 0 where it says nothing. */
  bytes: number
  claimCode: string
  /** How Meta signs its calls; empty where nobody did. */
  signature: string
}

/** A file as it comes in. Where its reader stops early the connection stays, so that the sender still learns why. */
export const uploadOf = ({ incoming, request }: Arrival): Upload => ({
  parts: partsOf(incoming),
  bytes: Number(request.headers.get('content-length') ?? 0),
  claimCode: request.headers.get(codeHeader)?.slice(0, 100) ?? '',
  signature: request.headers.get(signatureHeader)?.slice(0, 100) ?? '',
})

async function* partsOf(incoming: Arrival['incoming']): AsyncGenerator<Uint8Array> {
  bePatient(incoming as Parameters<typeof bePatient>[0])
  try {
    yield* incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  } catch {
    // Whoever sent it went away, and is not told any more.
    throw new Refusal('malformed')
  }
}
