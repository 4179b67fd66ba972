import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file in a ZIP; what it holds is asked for when its turn comes. */
export interface ZipEntry {
  name: string
  /** In bytes, where it is known before. */
  size?: number
  parts(): AsyncIterable<Uint8Array | string>
}

/** Files as one ZIP: its bytes one after the other, never all at once, compressed in threads of their own. */
export async function* zipOf(entries: readonly ZipEntry[], at: Date): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const open: Readable[] = []
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  let stopped = false
  for (const { name, size, parts } of entries) {
    const options = { mtime: at, mode: 0o100600, compressionLevel: 6, ...(size !== undefined && { size }) }
    zip.addReadStreamLazy(name, options, (take) => {
      // The archive goes on to its next file by itself; whoever stopped wants none of it.
      if (stopped) return
      const stream = Readable.from(parts(), { objectMode: false })
      stream.on('error', failed.reject)
      open.push(stream)
      take(null, stream)
    })
  }
  zip.on('error', failed.reject)
  zip.end()
  const parts = (zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await Promise.race([parts.next(), failed.promise])
      if (done === true) return
      yield value as Buffer
    }
  } finally {
    stopped = true
    // Whoever stops half-way leaves no file open.
    for (const stream of open) stream.destroy()
  }
}
