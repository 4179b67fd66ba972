import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import decodeJpeg, { init as initJpeg } from '@jsquash/jpeg/decode.js'
import encodeJpeg, { init as initEncoder } from '@jsquash/jpeg/encode.js'
import decodePng, { init as initPng } from '@jsquash/png/decode.js'
import decodeWebp, { init as initWebp } from '@jsquash/webp/decode.js'
import type { PictureHead } from './picture-head.ts'
import { type Pixels, squareOf } from './square.ts'

/** A picture to decode, in a thread that ends with it: whatever it does to the decoder, it does to that thread alone. */
export interface Job {
  file: Uint8Array<ArrayBuffer>
  type: PictureHead['type']
  side: number
  mostBytes: number
}

/** From the best on; the first that fits is taken. */
const qualities = [85, 70, 50, 30]

/** The decoders are made for browsers, which have this. */
class Points implements Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}
Object.assign(globalThis, { ImageData: Points })

const packages = createRequire(import.meta.url)
/** The decoder itself, where a browser would load it by its address. */
const programOf = (path: string) => readFileSync(packages.resolve(path))

async function decode({ file, type }: Job): Promise<Pixels> {
  if (type === 'png') {
    await initPng(programOf('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'))
    return decodePng(file.buffer)
  }
  if (type === 'webp') {
    await initWebp({ wasmBinary: programOf('@jsquash/webp/codec/dec/webp_dec.wasm') })
    return decodeWebp(file.buffer)
  }
  await initJpeg({ wasmBinary: programOf('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm') })
  // As it was held: cameras turn a picture by a note in it, which goes with all the other notes.
  return decodeJpeg(file.buffer, { preserveOrientation: true })
}

/** Nothing but its points is kept of a picture: no place, no camera, nothing that was hidden in it. */
async function remake(job: Job): Promise<Uint8Array | null> {
  const square = squareOf(await decode(job), job.side)
  await initEncoder({ wasmBinary: programOf('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm') })
  for (const quality of qualities) {
    const made = await encodeJpeg(new Points(square.data, job.side, job.side), { quality })
    if (made.byteLength <= job.mostBytes) return new Uint8Array(made)
  }
  return null
}

remake(workerData as Job)
  .catch(() => null)
  .then((picture) => parentPort?.postMessage(picture))
