import type { ChannelDesk } from './desks.ts'

const unknown = { state: 'unknown', expiresAt: null, name: '', reason: 'not built yet' } as const

/** Stands where the outside channels will. */
export const noChannels: ChannelDesk = {
  trouble: () => null,
  check: async () => unknown,
  tryCredentials: async () => unknown,
  wake() {},
}
