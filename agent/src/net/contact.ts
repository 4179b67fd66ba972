import type { Contact } from '@sereno/shared/reading.ts'

/** How one attempt over the network went; what a probe says of it is in `probes/`. */
export interface Attempt {
  contact: Contact
  /** From the first byte sent to the answer, ms; `null` without an answer. */
  latencyMs: number | null
  /** The code of the failure; `null` where there was none. */
  code: string | null
}

/**
 * What the errors of a socket say. What is not listed came from our own machine: a code that nobody expected must never
 * become a verdict on a device (`performance.md`, "A trap").
 */
const contacts = new Map<string, Contact>(
  Object.entries({
    ECONNREFUSED: 'refused',
    ECONNRESET: 'refused',
    EPIPE: 'refused',
    ETIMEDOUT: 'silent',
    EHOSTUNREACH: 'unreachable',
    EHOSTDOWN: 'unreachable',
    // The name leads nowhere: nobody can be reached, and nobody said so.
    ENOTFOUND: 'silent',
    EAI_AGAIN: 'silent',
    EAI_FAIL: 'silent',
    EAI_NODATA: 'silent',
    EAI_NONAME: 'silent',
    ENODATA: 'silent',
    // It said more than any device of its kind does.
    ETOOMUCH: 'garbled',
    // A look that was called off says nothing about the device.
    ABORT_ERR: 'unable',
  } satisfies Record<string, Contact>),
)

/** The code of a failed system call or of an abort, at most 40 characters. */
export function codeOf(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? fault.code : null
  if (typeof code === 'string' && code !== '') return code.slice(0, 40)
  return fault instanceof Error && fault.name === 'AbortError' ? 'ABORT_ERR' : 'UNKNOWN'
}

/** How far an attempt came that ended with this code before the first byte of an answer. */
export const contactOf = (code: string): Contact => contacts.get(code) ?? 'local_error'

/** An attempt without an answer. */
export const failed = (code: string): Attempt => ({ contact: contactOf(code), latencyMs: null, code })

/** An attempt that our machine cannot make, or that was held back. */
export const unable = (code: string): Attempt => ({ contact: 'unable', latencyMs: null, code })

/** Milliseconds since `startedAt` of `performance.now()`, to a hundredth. */
export const elapsed = (startedAt: number): number => Math.round((performance.now() - startedAt) * 100) / 100
