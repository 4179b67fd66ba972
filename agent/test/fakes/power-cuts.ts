import { execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import { openStore } from '../../src/store/store.ts'
import { keptLog } from './kept-log.ts'

/**
 * A process of its own, for a mount namespace of its own: writes on an ext4 image, cuts the power under the writer
 * (FS_IOC_SHUTDOWN without flushing the journal: what was not synced is gone), mounts it again and looks for what was
 * acknowledged before the cut. Run with a folder and how many cuts; prints the tally as JSON.
 */
const [base = '', cuts = '1'] = process.argv.slice(2)
const image = join(base, 'disk.img')
const disk = join(base, 'disk')
const data = join(disk, 'data')
const writer = fileURLToPath(new URL('./restless-writer.ts', import.meta.url))
const tally = { acknowledged: 0, lost: 0, unreadable: 0, repeated: 0 }
let highest = 0

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
const mount = () => run('mount', '-o', 'loop', image, disk)
/** `_IOR('X', 125, __u32)` with FS_IOC_GOING_FLAGS_NOLOGFLUSH; Node has no ioctl, and perl-base is on every Debian. */
const cutPower = () =>
  run('perl', '-e', 'open(F, "<", $ARGV[0]) or die; $n = pack("L", 2); ioctl(F, 0x8004587d, $n) or die $!', disk)

async function saidUntilCut(): Promise<string[][]> {
  const child = spawn(process.execPath, [writer, data], { stdio: ['ignore', 'pipe', 'ignore'] })
  const said: string[][] = []
  const enough = randomInt(1, 120)
  const reader = createInterface(child.stdout).on('line', (line) => {
    // What the writer hears from a disk without power does not count.
    if (said.length < enough) said.push(line.split(' '))
    if (said.length !== enough || child.killed) return
    cutPower()
    child.kill('SIGKILL')
  })
  await Promise.all([once(child, 'exit'), once(reader, 'close')])
  return said
}

async function look(said: string[][]): Promise<void> {
  const log = keptLog()
  const store = await openStore({ file: join(data, 'sereno.db'), log, clock: systemClock })
  if (store.damaged !== null) tally.unreadable += 1
  for (const [what, id = '', sequence] of said) {
    if (what !== 'entry') continue
    if (Number(sequence) <= highest) tally.repeated += 1
    if ((await store.journal.entry(id))?.sequence !== Number(sequence)) tally.lost += 1
  }
  highest = (await store.journal.newest()).sequence
  await store.close()
  const book = await openBook({ folder: data, log, clock: systemClock })
  if (book.refusal() !== null) tally.unreadable += 1
  const { minutesDays, hoursDays } = book.read().venue.retention
  const settings = said.filter(([what]) => what === 'setting').map(([, count]) => Number(count))
  if ((hoursDays - 1) * 60 + minutesDays < Math.max(0, ...settings)) tally.lost += 1
  await book.close()
  tally.acknowledged += said.length
}

run('truncate', '-s', '96M', image)
run('mkfs.ext4', '-q', image)
run('mkdir', disk)
mount()
for (let cut = 0; cut < Number(cuts); cut += 1) {
  const said = await saidUntilCut()
  run('umount', disk)
  mount()
  await look(said)
}
run('umount', disk)
process.stdout.write(JSON.stringify(tally))
