import { readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command } from './command.ts'
import { describeVenue } from './describe-venue.ts'
import { type EscposPrinter, holdConnection, startEscpos } from './escpos.ts'
import { type Faults, makeFaults, type Repair } from './faults.ts'
import { python } from './lacks.ts'
import { anchors, community, type Host, hosts, mailServer, webAddress } from './plan.ts'
import { running } from './running.ts'
import { startDns, startIppPrinter, startMail, startPortal, startWeb, webText } from './servers.ts'
import { startHostSnmp, startPrinterSnmp } from './snmp-agent.ts'
import { openVenue, type Venue } from './venue.ts'

describeVenue('the pretend venue', 30_000, () => {
  let venue: Venue
  let faults: Faults
  let printer: EscposPrinter

  beforeAll(async () => {
    venue = await openVenue()
    faults = makeFaults(venue)
    await startDns(venue)
    printer = await startEscpos(venue, 'printer1')
  }, 30_000)
  afterAll(() => venue.close(), 30_000)

  const works = (...line: [string, ...string[]]): Promise<boolean> =>
    venue.exec('agent', ...line).then(
      () => true,
      () => false,
    )
  const pings = (address: string) => works('ping', '-c1', '-W1', '-q', address)
  const answersArp = (address: string) => works('arping', '-c1', '-w1', '-I', 'eth0', address)
  /** `open`, `refused` or `silent`. */
  const port = async (address: string, number: number): Promise<string> => {
    const script = `import socket
try:
    socket.create_connection(('${address}', ${number}), 1)
    print('open')
except ConnectionRefusedError:
    print('refused')
except OSError:
    print('silent')`
    return (await venue.exec('agent', python, '-c', script)).trim()
  }
  const resolves = (name: string) => works('timeout', '2', 'getent', 'ahostsv4', name)
  const during = async (fault: Promise<Repair>, look: () => Promise<void>) => {
    const repair = await fault
    await look()
    await repair()
  }

  test('a venue whose process was killed is removed by the next one', async () => {
    const module = join(import.meta.dirname, 'venue.ts')
    const script = `const { openVenue } = await import('${module}'); await openVenue(); console.log('open'); process.stdin.resume()`
    const crashed = running(process.execPath, ['--input-type=module', '-e', script])
    await crashed.line(/^open$/u)
    const mine = `sereno-${crashed.pid}-`
    const left = async () => [
      (await command('ip', 'netns', 'list')).includes(mine),
      readdirSync(tmpdir()).some((name) => name.startsWith(mine)),
    ]
    expect(await left()).toEqual([true, true])
    process.kill(crashed.pid, 'SIGKILL')
    await crashed.stop()
    await (await openVenue()).close()
    expect(await left()).toEqual([false, false])
  })

  test('every host answers the agent, also behind the router and on the internet', async () => {
    const local = Object.values(hosts).map((host) => host.address)
    for (const address of [...local, ...anchors, webAddress, mailServer.address]) {
      expect(await pings(address), address).toBe(true)
    }
  })

  test('names are answered by the router, which asks the internet', async () => {
    expect(await venue.exec('agent', 'getent', 'ahostsv4', 'status.pos.example')).toContain(webAddress)
    expect(await venue.exec('agent', 'getent', 'ahostsv4', mailServer.name)).toContain(mailServer.address)
  })

  test('web pages and mail reach servers on the internet', async () => {
    await startWeb(venue, 'internet', 80)
    expect(await venue.exec('agent', 'curl', '-sm3', 'http://status.pos.example/')).toContain(webText)
    const mail = await startMail(venue)
    const letter = join(venue.folder, 'letter')
    writeFileSync(letter, 'Subject: hello\r\n\r\nworld\r\n')
    const people = ['--mail-from', 'a@venue.example', '--mail-rcpt', 'b@distributor.example']
    await venue.exec('agent', 'curl', '-sm5', `smtp://${mailServer.name}`, ...people, '-T', letter)
    expect(mail.mails().join()).toContain('Subject: hello')
  })

  test('snmpd speaks for an office printer whose condition changes, and for an ordinary host', async () => {
    const office = await startPrinterSnmp(venue, 'printer2')
    await startHostSnmp(venue, 'switch2')
    const get = (host: Host, oid: string) =>
      venue.exec('agent', 'snmpget', '-v2c', '-c', community, '-Oqv', '-t1', hosts[host].address, oid)
    const errorState = '1.3.6.1.2.1.25.3.5.1.2.1'
    expect(await get('printer2', errorState)).toContain('00')
    office.set({ errorState: '40' })
    expect(await get('printer2', errorState)).toContain('@')
    expect(await get('switch2', '1.3.6.1.2.1.1.1.0')).toContain('Linux switch')
    expect(await get('switch2', errorState)).toContain('No Such')
  })

  test('an IPP printer passes the test of CUPS', async () => {
    await startIppPrinter(venue, 'printer2')
    const uri = `ipp://${hosts.printer2.address}/ipp/print`
    expect(await venue.exec('agent', 'ipptool', '-t', uri, 'get-printer-attributes.test')).toContain('PASS')
  })

  test('the receipt printer answers its status, serves one at a time, and keeps what it is sent', async () => {
    const ask = async () => {
      const script = `import socket
s = socket.create_connection(('${hosts.printer1.address}', 9100), 1)
s.settimeout(1)
s.send(b'\\x10\\x04\\x02')
print(s.recv(1).hex())`
      return (await venue.exec('agent', python, '-c', script)).trim()
    }
    expect(await ask()).toBe('12')
    await printer.set({ paperEnd: true, singleSession: true })
    expect(await ask()).toBe('32')
    const letGo = await holdConnection(venue, 'ipad1', hosts.printer1.address)
    expect(await port(hosts.printer1.address, 9100)).toBe('refused')
    await letGo()
    await expect.poll(() => port(hosts.printer1.address, 9100)).toBe('open')
    await printer.set({ paperEnd: false, singleSession: false, listening: false })
    expect(await port(hosts.printer1.address, 9100)).toBe('refused')
    await printer.set({ listening: true })
    expect(printer.received().toString('hex')).toBe('100402100402')
  })

  test('faults at a host do what they say, and are repaired', async () => {
    const { address } = hosts.printer1
    await during(faults.icmpDropped('printer1'), async () => {
      expect(await pings(address)).toBe(false)
      expect(await port(address, 9100)).toBe('open')
    })
    await during(faults.portSilent('printer1', 9100), async () => {
      expect(await port(address, 9100)).toBe('silent')
      expect(await pings(address)).toBe(true)
    })
    await during(faults.portClosed('printer1', 9100), async () => expect(await port(address, 9100)).toBe('refused'))
    await during(faults.arpOnly('printer1'), async () => {
      expect(await pings(address)).toBe(false)
      expect(await answersArp(address)).toBe(true)
    })
    for (const fault of [faults.addressGone, faults.linkDown, faults.portOff]) {
      await during(fault('printer1'), async () => expect(await answersArp(address)).toBe(false))
      await expect.poll(() => pings(address), { timeout: 10_000 }).toBe(true)
    }
    await during(faults.macChanged('printer1', '00:26:ab:99:99:99'), async () => {
      expect(await venue.exec('agent', 'arping', '-c1', '-w1', '-I', 'eth0', address)).toMatch(/00:26:AB:99:99:99/iu)
    })
    // What the agent's kernel believes of the address is the agent's own affair; here it must not last.
    await venue.exec('agent', 'ip', 'neigh', 'flush', 'to', address)
    await during(faults.loss('printer1', 36), async () => {
      const summary = await venue.exec('agent', 'sh', '-c', `fping -q -c 200 -p 2 -t 50 ${address} 2>&1 || true`)
      const lost = Number(/\/(\d+)%/u.exec(summary)?.[1])
      expect(lost).toBeGreaterThan(20)
      expect(lost).toBeLessThan(55)
    })
    await during(faults.everyNthLost('printer1', 4), async () => {
      const answers: boolean[] = []
      for (let ping = 1; ping <= 8; ping++) answers.push(await pings(address))
      expect(answers.filter((answered) => !answered)).toHaveLength(2)
    })
    expect(await pings(address)).toBe(true)
  })

  test('faults of the line, of names and of the second switch cut off what hangs behind them, nothing else', async () => {
    await during(faults.internetCut(), async () => {
      expect(await pings('1.1.1.1')).toBe(false)
      expect(await resolves('status.pos.example')).toBe(false)
      expect(await pings(hosts.gateway.address)).toBe(true)
      expect(await pings(hosts.office.address)).toBe(true)
    })
    await during(faults.dnsDropped(), async () => {
      expect(await resolves('status.pos.example')).toBe(false)
      expect(await pings('1.1.1.1')).toBe(true)
    })
    await startPortal(venue, 8080)
    const page = () => venue.exec('agent', 'curl', '-sm3', 'http://captive.apple.com/hotspot-detect.html')
    expect(await page()).toContain('Success')
    await during(faults.portal(8080), async () => expect(await page()).toContain('sign in'))
    await during(faults.portOff('switch2'), async () => {
      for (const host of ['switch2', 'printer3', 'ipad2'] as const) expect(await pings(hosts[host].address)).toBe(false)
      expect(await pings(hosts.printer1.address)).toBe(true)
    })
    await during(faults.linkDown('agent'), async () => expect(await pings(hosts.gateway.address)).toBe(false))
    expect(await pings('1.1.1.1')).toBe(true)
    expect(await resolves('status.pos.example')).toBe(true)
  })
})
