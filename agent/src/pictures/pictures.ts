import { Worker } from 'node:worker_threads'
import { pictureHead } from './picture-head.ts'
import type { Job } from './thread.ts'

/** Why there is no picture: it is none, is too large to be decoded here, cannot be read, or others are before it. */
type Refusal = 'not_a_picture' | 'too_large' | 'unreadable' | 'busy'

const side = 256
const mostBytes = 64 * 1024
const mostSide = 8000
/** 25 megapixels of the usual four bytes: the largest takes some 250 MB for a second, which a small Pi still has. */
const mostDecoded = 100_000_000
/** A large one takes a second, on a mini computer some more; what takes longer is meant to. */
const usualMs = 20_000
const mostWaiting = 3

/** The thread's own file: beside this one, or, in the bundle that `npm start` runs, beside that. */
const script = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './picture-thread.js', import.meta.url)

/** Makes small squares of people's pictures, one at a time, each in a thread of its own. */
export function makePictures(mostMs = usualMs) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  return {
    async square(file: Uint8Array): Promise<{ picture: Uint8Array } | { refused: Refusal }> {
      const head = pictureHead(file)
      if (head === null) return { refused: 'not_a_picture' }
      const { type, width, height, bytesPerPixel, odd } = head
      if (width > mostSide || height > mostSide || width * height * bytesPerPixel > mostDecoded) {
        return { refused: 'too_large' }
      }
      if (odd || width === 0 || height === 0) return { refused: 'unreadable' }
      if (waiting >= mostWaiting) return { refused: 'busy' }
      waiting += 1
      const made = last.then(() => inThread({ file: Uint8Array.from(file), type, side, mostBytes }, mostMs))
      last = made.catch(() => {})
      try {
        const picture = await made
        return picture === null ? { refused: 'unreadable' } : { picture }
      } finally {
        waiting -= 1
      }
    },
  }
}

/** `null` where the thread failed, took too long or too much. */
function inThread(job: Job, mostMs: number): Promise<Uint8Array | null> {
  const { promise, resolve } = Promise.withResolvers<Uint8Array | null>()
  const worker = new Worker(script(), {
    workerData: job,
    transferList: [job.file.buffer],
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    // Decoders tell there what they think of a picture.
    stdout: true,
    stderr: true,
  })
  const deadline = setTimeout(() => resolve(null), mostMs)
  worker.on('message', (picture: Uint8Array | null) => resolve(picture))
  worker.on('error', () => resolve(null))
  worker.on('exit', () => resolve(null))
  return promise.finally(() => {
    clearTimeout(deadline)
    return worker.terminate()
  })
}
