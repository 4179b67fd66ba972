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
const venue = (name: string) => `agent/test/venue/${name}.test.ts`
const source = (name: string) => `agent/src/${name}.test.ts`

const [deliver, followUp, email] = [source('flow/deliver'), source('flow/follow-up'), source('transports/email')]

const table: [number: number, fault: string, promise: string, ...files: string[]][] = [
  [1, 'process kill', '200 kills under load: 0 acknowledged lost', source('store/kill'), faults('kill')],
  [2, 'power cut', '100 cuts: 0 acknowledged lost, 0 unreadable', venue('disk')],
  [
    3,
    'torn last record',
    'cut at every byte: 100 % start, only the tail goes',
    source('store/open-database'),
    faults('damage'),
  ],
  [
    4,
    'full disk',
    '0 crashes, nothing damaged; recovery <= 60 s',
    venue('disk'),
    source('flow/agent-health'),
    faults('disk'),
  ],
  [5, 'read-only disk', 'watches on in memory; told <= 60 s, 0 crashes', source('flow/agent-health'), faults('disk')],
  [6, 'failing or slow sync', '0 acknowledged falsely; loop p99 <= 50 ms at 800 ms', faults('fsync')],
  [7, 'SD wear', '50 devices write <= 50 MB a day', faults('soak')],
  [8, 'damaged settings', '1000 of 1000 start, last good ones in force', source('store/book-damage'), faults('damage')],
  [9, 'clock wrong at boot', '0 mails before the clock is trusted, 0 double', deliver, followUp, faults('clock')],
  [10, 'clock goes back', '0 repeats, 0 revived', deliver, followUp],
  [11, 'DST both ways', 'one digest a local day in 4 zones', source('integrations/error-follow-up/window')],
  [12, 'restart in digest', '0 missed; doubles only where the answer was lost', 'agent/test/mail-kill.test.ts', email],
  [13, 'ISP down', '0 mails lost; drained <= 15 min, in order', deliver],
  [14, 'SMTP 4xx, greylist', 'backs off up to 5 days; 100 % delivered', deliver, email],
  [15, 'SMTP 5xx', '0 retries; the owner is told', deliver, email],
  [16, 'SMTP hangs, bad TLS', 'left <= 60 s; 0 in plain text', email, source('transports/smtp-encryption')],
  [17, 'DNS down', '0 false Offline', venue('outages')],
  [18, 'the box renumbered', 'looks on <= 60 s, no false entry', faults('network')],
  [19, 'own cable out', '1 entry, of the agent', venue('outages'), source('flow/agent-health')],
  [20, '500 hosts', 'sweep <= 60 s, <= 150 MB', faults('sweep')],
  [21, '36 % loss', '<= 1 % false Offline', faults('loss')],
  [22, 'broadcast storm', '20,000 packets/s: loop p99 <= 100 ms', faults('storm')],
  [23, 'accepts, never answers', 'told; look <= 5 s, 0 files left open', venue('printers'), faults('half-open')],
  [24, 'half-open', 'detected <= 5 s, 0 files left open', venue('ways'), faults('half-open')],
  [
    25,
    'ports 9100 and 9101',
    '10,000 sessions: status requests only, mean <= 0.5 %',
    venue('printers'),
    faults('sessions'),
    faults('star-sessions'),
  ],
  [
    26,
    'hostile answers',
    '10,000 mutated each: 0 uncaught, a look <= 5 s',
    source('probes/snmp-hostile'),
    faults('hostile'),
    faults('hostile-services'),
  ],
  [27, 'SNMP spoof', 'an answer of another port: 0 taken', source('probes/snmp-hostile')],
  [28, 'slow-loris', '1000 slow clients: p99 of others <= 500 ms', source('api/connections'), faults('http')],
  [29, 'SSE clients', '500 listeners, 10 stalled: resident +<= 50 MB', source('api/stream'), faults('http')],
  [30, 'malformed bodies', '10,000: 0 server errors', faults('http')],
  [
    31,
    'brute force',
    '1000 tries: <= 10 looked at a minute, no lockout',
    source('api/limit'),
    source('api/guesses'),
    faults('http'),
  ],
  [
    32,
    'upgrade, downgrade',
    'killed in each step: 0 lost',
    source('store/migrate'),
    source('store/open-database'),
    faults('migrate'),
  ],
  [33, 'memory over weeks', 'heap <= 1 MB a day, resident <= 150 MB', faults('soak')],
  [34, 'file descriptors', '100,000 looks: +0', faults('soak')],
  [35, 'hung children', '<= 16 at once, 0 zombies', source('net/run'), faults('children')],
  [36, 'loop blocked', 'started again <= 90 s', faults('watchdog')],
  [
    37,
    'webhook outage',
    '72 h and kills: 0 lost, in order, always the same id',
    source('flow/webhooks'),
    'agent/test/webhook-kill.test.ts',
  ],
  [38, 'boot before network', '0 alarms', source('flow/agent-health')],
]

/** Those that concern the watch, its mails and its webhooks. */
export const promises: readonly Promised[] = table.map(([number, fault, promise, ...files]) => ({
  number,
  fault,
  promise,
  files,
}))
