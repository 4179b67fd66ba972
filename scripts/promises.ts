/** A promise of reliability and where its tests are: those whose name has its number, as in `P12 killed at …`. */
export interface Promised {
  number: number
  fault: string
  /** With its figure. */
  promise: string
  /** Files with its tests, by a part of their path. */
  files: readonly string[]
}

const faults = (name: string) => `agent/test/faults/${name}.test.ts`

/** Those that concern the watch; 37 belongs to the webhooks, which are not built yet. */
export const promises: readonly Promised[] = [
  {
    number: 1,
    fault: 'process kill',
    promise: '200 kill -9 under load: no acknowledged entry or setting lost',
    files: ['agent/src/store/kill.test.ts', faults('kill')],
  },
  {
    number: 2,
    fault: 'power cut',
    promise: '100 cuts: nothing acknowledged lost, nothing unreadable',
    files: ['agent/test/venue/disk.test.ts'],
  },
  {
    number: 25,
    fault: 'port 9100 and 9101',
    promise: '10,000 sessions: status requests only, none overlap, mean <= 0.5 % of the interval',
    files: [faults('sessions')],
  },
  {
    number: 26,
    fault: 'hostile answers',
    promise: '10,000 mutated answers each: nothing uncaught, a look <= 5 s',
    files: ['agent/src/probes/snmp-hostile.test.ts', faults('hostile')],
  },
]
