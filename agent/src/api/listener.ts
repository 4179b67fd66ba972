import type { Language } from '@sereno/shared/field.ts'
import type { Clock } from '../clock.ts'
import type { Caller } from '../services/house.ts'

const bufferBytes = 1024 * 1024
/** Nothing was taken for so long: nobody is there any more. */
const stalledMs = 10_000
const encoder = new TextEncoder()

/** One open event stream. */
export interface Stream {
  readonly body: ReadableStream<Uint8Array>
  send(frame: Uint8Array | string): void
  /** Drops a listener who takes nothing. */
  look(): void
  end(): void
}

/** A stream of what happens here, and who reads it. */
export interface Listener extends Stream {
  readonly caller: Caller
  readonly language: Language
}

/** Opens a stream for someone. */
export function makeListener(
  clock: Clock,
  { caller, language, disconnect }: { caller: Caller; language: Language; disconnect(): void },
  onEnd: (listener: Listener) => void,
): Listener {
  const stream = openStream(clock, disconnect, () => onEnd(listener))
  const listener: Listener = { caller, language, ...stream }
  return listener
}

/** A stream that holds at most a megabyte for someone slow, and ends rather than wait longer than ten seconds for them. */
export function openStream(clock: Clock, disconnect: () => void, onEnd: () => void): Stream {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let isOpen = true
  let waitingSince: number | null = null

  const body = new ReadableStream<Uint8Array>(
    {
      start(made) {
        controller = made
      },
      pull() {
        waitingSince = null
      },
      cancel() {
        finish()
      },
    },
    // One byte above zero asks for more only once everything was taken.
    new ByteLengthQueuingStrategy({ highWaterMark: 1 }),
  )

  function finish(): void {
    if (!isOpen) return
    isOpen = false
    onEnd()
  }

  const stream: Stream = {
    body,
    send(frame) {
      if (!isOpen || controller === null) return
      const bytes = typeof frame === 'string' ? encoder.encode(frame) : frame
      if (bufferBytes + (controller.desiredSize ?? 0) < bytes.length) return drop()
      waitingSince ??= clock.monotonic()
      controller.enqueue(bytes)
    },
    look() {
      if (waitingSince !== null && clock.monotonic() - waitingSince > stalledMs) drop()
    },
    end() {
      if (waitingSince !== null) return drop()
      if (isOpen) controller?.close()
      finish()
    },
  }

  /** What waits is thrown away with the connection: whoever comes back resumes from the last event they saw. */
  function drop(): void {
    if (isOpen) disconnect()
    finish()
  }
  return stream
}
