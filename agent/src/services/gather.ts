import { Fault, type FaultCode } from './fault.ts'

/**
 * A file that is sent piece by piece, whole; reading stops where it becomes larger than it may be, whatever its sender said.
 * @throws {Fault} `tooLarge`
 */
export async function gather(
  parts: AsyncIterable<Uint8Array>,
  mostBytes: number,
  tooLarge: FaultCode,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of parts) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Fault(tooLarge)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}
