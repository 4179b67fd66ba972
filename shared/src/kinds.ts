/**
 * The four kinds of failure of the original Error Follow Up. Error: a failed action of a system. Fail: a print or other
 * venue action that did not happen though the way worked. Offline: no communication. Retry: tried again.
 *
 * Apart from `kind.ts`, which needs zod: the store's thread needs these words, and without zod 12 MB less memory.
 */
export const kinds = ['Error', 'Fail', 'Offline', 'Retry'] as const
export type Kind = (typeof kinds)[number]
