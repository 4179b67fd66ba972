import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { crc32, deflateSync } from 'node:zlib'
import decodeJpeg, { init as initJpeg } from '@jsquash/jpeg/decode.js'
import encodeWebp, { init as initWebp } from '@jsquash/webp/encode.js'

type Colour = readonly [red: number, green: number, blue: number, opaque: number]
interface Points {
  data: Uint8ClampedArray
  width: number
  height: number
}

export const red: Colour = [220, 20, 20, 255]
export const blue: Colour = [20, 20, 220, 255]

const packages = createRequire(import.meta.url)
const program = (path: string) => ({ wasmBinary: readFileSync(packages.resolve(path)) })

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

/** A PNG: the left and right half, or the upper and lower, in a colour each. */
export function pngFile(width: number, height: number, [one, other]: [Colour, Colour] = [red, red], way = 'across') {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6], 8)
  const rowOf = (y: number) => {
    const row = Buffer.alloc(1 + width * 4)
    for (let x = 0; x < width; x += 1) {
      const isFirst = way === 'across' ? x < width / 2 : y < height / 2
      const [r, g, b, a] = isFirst ? one : other
      row.set([r, g, b, a], 1 + x * 4)
    }
    return row
  }
  const upper = rowOf(0)
  const lower = rowOf(height - 1)
  const rows = Array.from({ length: height }, (_, y) => (y < height / 2 ? upper : lower))
  return pngOf(head, deflateSync(Buffer.concat(rows)))
}

/** A PNG of one colour that says it is huge: a few kilobytes that become gigabytes. */
export function bombFile(side: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0], 8)
  return pngOf(head, deflateSync(Buffer.alloc((1 + Math.ceil(side / 8)) * side), { level: 9 }))
}

const pngOf = (head: Buffer, packed: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ])

/** A JPEG with one segment more behind its beginning. */
const withSegment = (jpeg: Uint8Array, mark: number, data: Buffer): Buffer => {
  const begin = Buffer.alloc(4)
  begin.set([0xff, mark])
  begin.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), begin, data, jpeg.subarray(2)])
}

/** The same picture with the note of a camera that was held turned, and where that was. */
export function turnedFile(jpeg: Uint8Array, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010000000000000000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 41.38N')]))
}

/** The same picture with a text hidden in it, and an archive behind it. */
export const withStowaway = (jpeg: Uint8Array, text: string): Buffer =>
  Buffer.concat([withSegment(jpeg, 0xfe, Buffer.from(text)), Buffer.from(`PK\x03\x04${text}`)])

export async function webpFile(width: number, height: number): Promise<Buffer> {
  await initWebp(program('@jsquash/webp/codec/enc/webp_enc.wasm'))
  const data = new Uint8ClampedArray(width * height * 4).fill(200)
  const points = { data, width, height, colorSpace: 'srgb' as const }
  return Buffer.from(await encodeWebp(points))
}

/** The points of a JPEG, as a browser would show them. */
export async function pointsOf(jpeg: Uint8Array): Promise<(x: number, y: number) => number[]> {
  Object.assign(globalThis, {
    ImageData: class implements Points {
      readonly data: Uint8ClampedArray
      readonly width: number
      readonly height: number
      constructor(data: Uint8ClampedArray, width: number, height: number) {
        this.data = data
        this.width = width
        this.height = height
      }
    },
  })
  await initJpeg(program('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'))
  const { data, width }: Points = await decodeJpeg(Uint8Array.from(jpeg).buffer)
  return (x, y) => [...data.slice((y * width + x) * 4, (y * width + x) * 4 + 3)]
}
