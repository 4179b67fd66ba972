/** What the first bytes of a picture tell, before anything of it is decoded. */
export interface PictureHead {
  type: 'png' | 'jpeg' | 'webp'
  width: number
  height: number
  /** What a decoder holds for each pixel. */
  bytesPerPixel: number
  /** Moves, is in the colours of printers, or is cut off: no decoder of ours makes a picture of it. */
  odd: boolean
}

/** More parts before the picture itself has no camera. */
const mostSegments = 2000
const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpegEnd = Buffer.from([0xff, 0xd9])

/** The head of a PNG, JPEG or WebP by its own bytes, whatever its name says; `null` for anything else. */
export function pictureHead(file: Uint8Array): PictureHead | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length < 32) return null
  if (bytes.subarray(0, 8).equals(pngMark)) return pngHead(bytes)
  if (bytes.readUInt16BE(0) === 0xffd8) return jpegHead(bytes)
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
    ? webpHead(bytes)
    : null
}

function pngHead(bytes: Buffer): PictureHead | null {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  const bytesPerPixel = bytes[24] === 16 ? 8 : 4
  return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytesPerPixel, odd: false }
}

/** Goes from segment to segment to the one that begins the frame; a thumbnail inside of one is not looked at. */
function jpegHead(bytes: Buffer): PictureHead | null {
  let at = 2
  for (let seen = 0; seen < mostSegments && at + 10 <= bytes.length; seen += 1) {
    if (bytes[at] !== 0xff) return null
    const mark = bytes[at + 1] ?? 0
    if (mark === 0xff) {
      at += 1
      continue
    }
    if (beginsFrame(mark)) {
      const isWhole = bytes.lastIndexOf(jpegEnd) > at
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)]
      return { type: 'jpeg', width, height, bytesPerPixel: 4, odd: !isWhole || (bytes[at + 9] ?? 0) > 3 }
    }
    // The scan without a frame before it, or the end.
    if (mark === 0xda || mark === 0xd9) return null
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** SOF0 to SOF15 but for the tables that stand between them. */
const beginsFrame = (mark: number) => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark)

function webpHead(bytes: Buffer): PictureHead | null {
  const head = { type: 'webp', bytesPerPixel: 4 } as const
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') {
    const [width, height] = [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1]
    return { ...head, width, height, odd: ((bytes[20] ?? 0) & 2) !== 0 }
  }
  if (kind === 'VP8L' && bytes[20] === 0x2f) {
    const bits = bytes.readUInt32LE(21)
    return { ...head, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, odd: false }
  }
  if (kind !== 'VP8 ' || bytes.readUIntBE(23, 3) !== 0x9d012a) return null
  return { ...head, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff, odd: false }
}
