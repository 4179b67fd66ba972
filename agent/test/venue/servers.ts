import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { python } from './lacks.ts'
import { anchors, type Host, mailServer, webAddress } from './plan.ts'
import type { Running } from './running.ts'
import type { Venue } from './venue.ts'

/** What the page of the POS cloud says while all is well. */
export const webText = 'All systems operational'

/**
 * The name servers: one on the internet that leads every name to the web server, and the router's, which asks it and
 * keeps nothing, as long as the line works.
 */
export async function startDns(venue: Venue): Promise<void> {
  const common = ['-k', '-C', '/dev/null', '--no-hosts', '--no-resolv', '--pid-file=', '--log-facility=-', '-u', 'root']
  const names = [`--address=/#/${webAddress}`, `--address=/${mailServer.name}/${mailServer.address}`]
  const outer = venue.start('internet', 'dnsmasq', [...common, ...names])
  mkdirSync(namesOf(venue))
  const own = [`--server=${anchors[2]}`, '--cache-size=0', `--hostsdir=${namesOf(venue)}`]
  const inner = venue.start('gateway', 'dnsmasq', [...common, ...own])
  await Promise.all([outer.line(/started/u), inner.line(/started/u)])
}

const namesOf = (venue: Venue) => join(venue.folder, 'names')

/** Lets the venue's name server lead a name to an address; one that it has leads there from now on. */
export const setName = (venue: Venue, name: string, address: string): void =>
  writeFileSync(join(namesOf(venue), name), `${address} ${name}\n`)

/** A DHCP server (dnsmasq) that hands out a few addresses of the venue's network, with itself as the router. */
export async function startDhcp(venue: Venue, host: Host, from: string, to: string): Promise<Running> {
  const silent = ['-k', '-C', '/dev/null', '--port=0', '--pid-file=', '--log-facility=-', '-u', 'root']
  const leases = [`--dhcp-range=${from},${to},5m`, `--dhcp-leasefile=${join(venue.folder, `${host}-leases`)}`]
  const server = venue.start(host, 'dnsmasq', [...silent, ...leases, '--dhcp-authoritative', '--interface=eth0'])
  await server.line(/DHCP, IP range/u)
  return server
}

/** A web server (Python's) on a port of a host; it also serves where only a port that answers is needed. */
export async function startWeb(venue: Venue, host: Host, port: number): Promise<Running> {
  const folder = join(venue.folder, `${host}-${port}`)
  mkdirSync(folder, { recursive: true })
  const page = (name: string, text: string) => writeFileSync(join(folder, name), `<!doctype html>\n<p>${text}</p>\n`)
  page('index.html', webText)
  // The page that devices of Apple ask for, to learn whether a captive portal answers in its place.
  page('hotspot-detect.html', 'Success')
  const server = venue.start(host, python, ['-u', '-m', 'http.server', String(port), '--directory', folder])
  await server.line(/^Serving HTTP/u)
  return server
}

/**
 * A web server that is well, and takes 1.6 s for each page: just over the 1500 ms from which a page counts as slow
 * (`agent/src/judge/slow.ts`). Its slowness is the fault that is played; the tests wait for the notice of it.
 */
export async function startSlowWeb(venue: Venue, host: Host, port: number): Promise<void> {
  const script = `import http.server, time
class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(1.6)
        self.send_response(200)
        self.send_header('Content-Length', '0')
        self.end_headers()
print('ready')
http.server.ThreadingHTTPServer(('', ${port}), Slow).serve_forever()`
  await venue.start(host, python, ['-u', '-c', script]).line(/^ready$/u)
}

/** A web server that answers every question with this status and nothing else. */
export async function startFailingWeb(venue: Venue, host: Host, port: number, status: number): Promise<void> {
  const script = `import http.server
class Failing(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(${status})
        self.send_header('Content-Length', '0')
        self.end_headers()
print('ready')
http.server.ThreadingHTTPServer(('', ${port}), Failing).serve_forever()`
  await venue.start(host, python, ['-u', '-c', script]).line(/^ready$/u)
}

/** A captive portal's web server on the router: every page is its own, once `portal` of the faults leads there. */
export async function startPortal(venue: Venue, port: number): Promise<void> {
  const folder = join(venue.folder, 'portal')
  mkdirSync(folder)
  for (const name of ['index.html', 'hotspot-detect.html']) writeFileSync(join(folder, name), '<p>Please sign in</p>\n')
  const server = venue.start('gateway', python, ['-u', '-m', 'http.server', String(port), '--directory', folder])
  await server.line(/^Serving HTTP/u)
}

/** The distributor's mail server (aiosmtpd), which keeps what it takes, each as it came. */
export async function startMail(venue: Venue): Promise<{ mails(): string[] }> {
  const folder = join(venue.folder, 'mail')
  const handler = ['-c', 'aiosmtpd.handlers.Mailbox', folder]
  const listen = `${mailServer.address}:${mailServer.port}`
  const server = venue.start('internet', python, ['-m', 'aiosmtpd', '-n', '-d', '-l', listen, ...handler])
  await server.line(/Server is listening|Starting asyncio loop/u)
  const box = join(folder, 'new')
  return {
    mails: () => readdirSync(box).map((name) => readFileSync(join(box, name), 'utf8')),
  }
}

/**
 * An IPP printer (CUPS' ippeveprinter) with the message bus and the mDNS daemon that it insists on, in a `/run` of its own.
 * `ip netns exec` gives every program its own mounts, so nothing of this is seen outside.
 */
export async function startIppPrinter(venue: Venue, host: Host): Promise<void> {
  const spool = join(venue.folder, 'ipp')
  mkdirSync(spool)
  const script = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir -p /run/dbus /run/avahi-daemon',
    'dbus-daemon --system --fork --nopidfile',
    'avahi-daemon --no-drop-root --no-rlimits --no-chroot -D',
    `exec ippeveprinter -v -p 631 -r off -d ${spool} Kitchen`,
  ]
  const printer = venue.start(host, 'sh', ['-c', script.join('\n')])
  await printer.line(/^printer-uri-supported=/u)
}
