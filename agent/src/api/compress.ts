import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { SiteFile } from './site-files.ts'

type Encoding = 'br' | 'gzip'

/** The whole dashboard, compressed, fits several times. */
const maxBytes = 8 * 1024 * 1024
/** Below this a packet is sent anyway. */
const leastBytes = 1_024

type Compressor = (
  file: SiteFile,
  bytes: Buffer,
  accepted: string,
) => Promise<{ body: Buffer; encoding: Encoding | null }>

/** Makes text files as small as the browser can take them; each once, then kept in memory. */
export function makeCompressor(): Compressor {
  const kept = new Map<string, Buffer>()
  let keptBytes = 0
  return async (file, bytes, accepted) => {
    const encoding = best(accepted)
    if (!file.isText || bytes.length < leastBytes || encoding === null) return { body: bytes, encoding: null }
    const key = `${encoding} ${file.path} ${file.etag}`
    const body = kept.get(key) ?? (await compress(encoding, bytes))
    if (!kept.has(key) && keptBytes + body.length <= maxBytes) {
      kept.set(key, body)
      keptBytes += body.length
    }
    return { body, encoding }
  }
}

const compress = (encoding: Encoding, bytes: Buffer): Promise<Buffer> =>
  encoding === 'br'
    ? promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
    : promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })

function best(accepted: string): Encoding | null {
  const names = accepted
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/u.test(part))
    .map((part) => part.split(';')[0])
  if (names.includes('br')) return 'br'
  return names.includes('gzip') ? 'gzip' : null
}
