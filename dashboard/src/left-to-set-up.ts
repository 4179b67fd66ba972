import type { Overview } from '@sereno/shared/overview.ts'

export type SetupStep = 'devices' | 'mail'

/** The steps of the set-up that were skipped. Seen from what is there, so that one goes as soon as somebody did it, wherever that was. */
export const leftToSetUp = ({ devices, nextDigestAt }: Overview): SetupStep[] => [
  ...(devices.every(({ role }) => role !== null) ? (['devices'] as const) : []),
  ...(nextDigestAt === null ? (['mail'] as const) : []),
]
