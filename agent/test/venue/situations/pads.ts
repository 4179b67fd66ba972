import { never, once, type Situation, testsOf } from './situation.ts'

const ways = testsOf('ways', 'ways to a device')
const checkins = testsOf('checkins', 'check-ins of iPads')
const presence = testsOf('presence', 'presence, by a clock that runs fast')
const sideBySide = testsOf('presence', 'presence, by a clock that runs fast > side by side')
const fast = 'the agent’s time of day runs 20 times too fast; its timers and time-outs are real'

/** Whether iPads are there, and what they tell. */
export const padSituations: readonly Situation[] = [
  {
    what: 'iPad asleep: ARP only, or silent for less than 30 min',
    cause: 'asleep',
    count: never,
    cases: [
      ...ways('an iPad asleep is a notice, no entry'),
      ...sideBySide('an iPad that is silent is asleep, and after half an hour in opening hours one Offline'),
    ],
  },
  {
    what: 'iPad silent for 30 min in opening hours',
    cause: 'ipad_away',
    count: once,
    cases: sideBySide('an iPad that is silent is asleep, and after half an hour in opening hours one Offline'),
    remark: fast,
  },
  {
    what: 'iPad silent for 30 min, no opening hours set',
    cause: 'ipad_silent',
    count: never,
    cases: presence('an iPad silent for half an hour where no hours are set is a notice, no entry'),
    remark: fast,
  },
  {
    what: 'iPad misses one check',
    cause: 'roamed',
    count: never,
    cases: sideBySide(
      'an iPad that misses one check is a notice; the third such gap is one Offline, over ten minutes later',
    ),
    remark: fast,
  },
  {
    what: '3 such gaps in 10 min',
    cause: 'wifi_flapping',
    count: '1 an hour',
    cases: [
      ...sideBySide(
        'an iPad that misses one check is a notice; the third such gap is one Offline, over ten minutes later',
      ),
      ...ways('an iPad whose Wi-Fi comes and goes three times in ten minutes is one Offline'),
    ],
  },
  {
    what: 'iOS says no internet',
    cause: 'ios_no_internet',
    count: once,
    cases: checkins(
      'without internet while the line works',
      'without internet because the line is down: only the line',
    ),
  },
  {
    what: 'iOS local-network permission off',
    cause: 'ios_local_network',
    count: once,
    cases: checkins('without a way to the printer that another iPad prints on: kept off the local network'),
  },
  {
    what: 'iPads and printers on different subnets',
    cause: 'wrong_subnet',
    count: once,
    cases: checkins(
      'from another subnet without a way to the printers: the wrong one',
      'from another subnet that print are well',
    ),
  },
  {
    what: 'print job fails, will be tried again',
    cause: 'print_retry',
    count: '1 a job',
    cases: checkins('with a print job that is tried again'),
  },
]
