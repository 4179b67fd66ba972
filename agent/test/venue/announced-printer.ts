import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from './plan.ts'
import type { Venue } from './venue.ts'

/**
 * An IPP printer (CUPS' ippeveprinter) that announces itself over multicast DNS by a real avahi-daemon, both in a `/run`
 * of their own.
 */
export async function startAnnouncedPrinter(venue: Venue, host: Host, name: string): Promise<void> {
  const spool = join(venue.folder, `${host}-spool`)
  mkdirSync(spool)
  const script = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir -p /run/dbus /run/avahi-daemon',
    'dbus-daemon --system --fork --nopidfile',
    'avahi-daemon --no-drop-root --no-rlimits --no-chroot -D',
    `exec ippeveprinter -v -p 631 -r _print -d ${spool} -M Canon -m 'TS5300 series' '${name}'`,
  ]
  const printer = venue.start(host, 'sh', ['-c', script.join('\n')])
  await printer.line(/^printer-uri-supported=/u)
}
