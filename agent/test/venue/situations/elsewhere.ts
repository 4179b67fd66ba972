import type { Cause } from '@sereno/shared/cause.ts'

/** A situation of `kinds.md` that the pretend venue cannot show, why, and the tests that hold it instead. */
export interface Elsewhere {
  what: string
  /** `null`: it comes with the entry of another system, or belongs to what is not built yet. */
  cause: Cause | null
  why: string
  /** `file > test`, below `agent/`; none where the thing itself is not built yet. */
  tests: readonly string[]
}

const health = 'src/flow/agent-health.test.ts'
const backups = 'src/flow/backups.test.ts'
const certificates = 'src/flow/certificates.test.ts'
const deliver = 'src/flow/deliver.test.ts'
const ingest = 'src/services/activity/ingest-activity.test.ts'
const webhooks = 'src/flow/webhooks.test.ts'
const channels = 'src/flow/channel-health.test.ts'
const atMeta = 'it is between Meta and us, not of the venue’s network'
const otherMachine = 'it is about the receiver, some machine elsewhere'
const told = 'it is told by another system, in words; no network shows it'
const ownMachine = 'it is about the box itself, not about a network'

export const elsewhere: readonly Elsewhere[] = [
  {
    what: 'something new on the network',
    cause: 'new_device',
    why: 'only a round that the agent makes by itself is news, ten minutes after the last',
    tests: ['src/flow/discovery.test.ts > every ten minutes only what is new is asked, and filed once'],
  },
  {
    what: 'a mail given up; a wrong password',
    cause: 'mail_failed',
    why: 'five days pass, or a mail server refuses: no fault of the venue’s network',
    tests: [
      `${deliver} > P15 a mail that is refused for good is not tried again, and the owner is told`,
      `${deliver} > P14 when its five days are over it is given up: the Retry ends and one Error tells`,
      `${deliver} > a wrong password stops the queue after one attempt, says so once, and goes on when the settings change`,
    ],
  },
  {
    what: 'disk full',
    cause: 'disk_full',
    why: ownMachine,
    tests: [`${health} > P4 P5 %s is an entry once it can be written`],
  },
  {
    what: 'disk read-only',
    cause: 'disk_readonly',
    why: ownMachine,
    tests: [`${health} > P4 P5 %s is an entry once it can be written`],
  },
  {
    what: 'clock unset',
    cause: 'clock_unset',
    why: ownMachine,
    tests: [`${health} > a clock that its own time service does not trust is an entry`],
  },
  { what: 'under-voltage', cause: 'under_voltage', why: ownMachine, tests: ['src/judge/agent.test.ts > %s'] },
  {
    what: 'restart after a crash',
    cause: 'agent_crashed',
    why: ownMachine,
    tests: [`${health} > a run that did not end in order is one entry at the next start`],
  },
  {
    what: 'the database was missing at the start',
    cause: 'database_missing',
    why: ownMachine,
    tests: [
      'src/flow/missing-database.test.ts > a database that is gone is told once, in the log that takes its place',
    ],
  },
  {
    what: 'no room for a backup',
    cause: 'backup_no_room',
    why: ownMachine,
    tests: [
      'src/flow/backup-trouble.test.ts > tells a disk without room from everything else that keeps a backup from being made',
    ],
  },
  {
    what: 'a backup did not come about',
    cause: 'backup_failed',
    why: ownMachine,
    tests: [`${backups} > that does not come about is a trouble of the agent, until one does`],
  },
  {
    what: 'the certificate of the box could not be made or renewed',
    cause: 'certificate_failed',
    why: ownMachine,
    tests: [`${certificates} > whose key cannot be read is a trouble of the agent, and never makes a new authority`],
  },
  {
    what: 'a backup was restored',
    cause: 'restored',
    why: ownMachine,
    tests: [`${backups} > that was restored is told once, in the log that came with it`],
  },
  {
    what: 'job given up; drawer does not open, payment refused; order locked, device not active',
    cause: 'reported',
    why: told,
    tests: [
      `${ingest} > the sender’s kind comes first, then a cause that we know, then the words`,
      'src/judge/ingest.test.ts > %s: %s',
    ],
  },
  {
    what: 'what no rule knows',
    cause: 'unclassified',
    why: 'the verdict is total: no combination of readings is left over, and what others send without a word is a notice',
    tests: [
      'src/judge/judge.test.ts > each failure has exactly one kind or none, and is told once',
      `${ingest} > what nothing files under a kind is a notice, and so is the cause of a notice`,
    ],
  },
  {
    what: 'a webhook failing',
    cause: 'webhook_retry',
    why: otherMachine,
    tests: [
      `${webhooks} > has one Retry for a delivery that is tried again, over once it is taken, also after a restart`,
    ],
  },
  {
    what: 'a webhook given up',
    cause: 'webhook_failed',
    why: otherMachine,
    tests: [`${webhooks} > has one Error for a delivery that is given up, and no Retry of a webhook that is gone`],
  },
  {
    what: 'channel’s token expired',
    cause: 'channel_token',
    why: atMeta,
    tests: [`${channels} > whose token is refused is one Error, over once a new one is there, also after a restart`],
  },
  {
    what: 'channel fell silent',
    cause: 'channel_silent',
    why: atMeta,
    tests: [
      `${channels} > that Meta does not call any more is an Error, until it is subscribed again`,
      'src/judge/channel.test.ts > is silent where what it took is not told of, and never because nobody writes',
    ],
  },
]
