import type { AlarmDelay } from './alarm-delay.ts'
import type { Crowd } from './crowd.ts'
import type { FloodCost } from './flood-cost.ts'
import type { Installed } from './installed.ts'
import type { LogSpeed } from './log-speed.ts'
import type { LongRun } from './long-run.ts'
import type { PageWeight } from './page-weight.ts'
import type { ProbeCost } from './probe-cost.ts'
import type { SignInTime } from './sign-in-time.ts'
import type { TalkTime } from './talk-time.ts'
import type { WatchCost } from './watch-cost.ts'

/** Everything that a run of the bench found; a part that was left out is absent. */
export interface Figures {
  machine: { at: string; processor: string; cores: number; memoryGiB: number; node: string; loadAtStart: number }
  watch?: WatchCost[]
  alarms?: AlarmDelay
  probes?: ProbeCost
  logs?: LogSpeed[]
  crowd?: Crowd
  installed?: Installed
  signIn?: SignInTime
  long?: LongRun[]
  pages?: PageWeight[]
  talk?: TalkTime
  flood?: FloodCost
}

export const parts = [
  'long',
  'watch',
  'alarms',
  'probes',
  'logs',
  'crowd',
  'installed',
  'sign-in',
  'pages',
  'talk',
] as const
export type Part = (typeof parts)[number]
