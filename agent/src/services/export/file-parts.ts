import { setImmediate as breathe } from 'node:timers/promises'
import type { Page } from '@sereno/shared/field.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { ZipEntry } from '../../store/zip.ts'

/** One thing as a JSON file that a person may read. */
export const jsonFile = (name: string, make: () => Promise<unknown> | unknown): ZipEntry => ({
  name,
  async *parts() {
    yield `${JSON.stringify(await make(), null, 2)}\n`
  },
})

/** A list as a JSON file, a thing a line, made page by page: nobody waits while it grows. */
export const listFile = (name: string, pages: () => AsyncIterable<readonly unknown[]>): ZipEntry => ({
  name,
  async *parts() {
    let between = '[\n'
    for await (const page of pages()) {
      for (const some of chunks(page)) {
        yield between + some.map((one) => JSON.stringify(one)).join(',\n')
        between = ',\n'
        await breathe()
      }
    }
    yield between === '[\n' ? '[]\n' : '\n]\n'
  },
})

/** So many at a time take a few ms. */
const atOnce = 100

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += atOnce) yield all.slice(at, at + atOnce)
}

/** All pages of a list of the store or of a service. */
export async function* pagesOf<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T[]> {
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await list({ limit: 200, cursor })
    yield items
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** All of a list whose length is bounded. */
export async function allOf<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pagesOf(list)) all.push(...page)
  return all
}
