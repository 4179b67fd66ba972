import type { ProbeKind } from '@sereno/shared/device.ts'
import type { House } from '../house.ts'

/** The ways of looking that this agent knows, for forms. */
export const listProbes = (house: House): { items: ProbeKind[] } => ({ items: house.probes.kinds() })
