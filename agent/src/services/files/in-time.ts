import type { Clock } from '../../clock.ts'
import { Fault } from '../fault.ts'

/** Parts that are here whole within a time: whoever sends as slowly as they can holds a place that others wait for. @throws {Fault} `too_slow` */
export async function* inTime(
  clock: Pick<Clock, 'after'>,
  parts: AsyncIterable<Uint8Array>,
  ms: number,
): AsyncGenerator<Uint8Array> {
  const source = parts[Symbol.asyncIterator]()
  const { promise: late, reject } = Promise.withResolvers<never>()
  late.catch(() => {})
  const cancel = clock.after(ms, () => reject(new Fault('too_slow')))
  try {
    for (;;) {
      const next = await Promise.race([source.next(), late])
      if (next.done) return
      yield next.value
    }
  } finally {
    cancel()
    // Not waited for: it ends with the part that does not come.
    void source.return?.().catch(() => {})
  }
}
