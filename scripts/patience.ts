import { vi } from 'vitest'

/**
 * A wait ends with its event; its limit only bounds a failure. Vitest's one second is too short for a machine that runs
 * four of these side by side.
 */
const patience = { timeout: 30_000, interval: 20 }
const { waitFor } = vi

vi.waitFor = (check, options) =>
  waitFor(check, typeof options === 'number' ? { ...patience, timeout: options } : { ...patience, ...options })
