import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** What is in a ZIP: each file's name and text. */
export async function unzipped(bytes: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const files: Record<string, string> = {}
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = await text(Readable.from(await zip.openReadStreamPromise(entry)))
  return files
}
