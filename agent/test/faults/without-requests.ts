/** What is left of the bytes that a printer got when every DLE EOT 1 to 4 is taken off the front. */
export function withoutRequests(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; at += 3) {
    const [dle, eot, n = 0] = bytes.subarray(at, at + 3)
    if (dle !== 0x10 || eot !== 0x04 || n < 1 || n > 4) return bytes.subarray(at)
  }
  return Buffer.alloc(0)
}
