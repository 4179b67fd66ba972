import { join } from 'node:path'
import { echo } from '@sereno/agent/net/icmp.ts'
import { askSnmp } from '@sereno/agent/net/snmp.ts'
import { sweep } from '@sereno/agent/net/sweep.ts'
import { knock } from '@sereno/agent/net/tcp.ts'
import { running } from '../../agent/test/venue/running.ts'
import { deviceAddress, devicePort, ownSubnet } from './network.ts'
import { processFigures } from './process-figures.ts'

/** What a single look costs; times of the processor, ours and our children's. */
export interface ProbeCost {
  icmpCpuMs: number
  icmpRoundSeconds: number
  tcpCpuMs: number
  tcpPerSecond: number
  snmpCpuMs: number
  snmpPerSecond: number
  sweepSeconds: number
  sweepFound: number
}

const signal = new AbortController().signal

export async function measureProbes(scale: number): Promise<ProbeCost> {
  const hosts = Array.from({ length: 254 }, (_, index) => deviceAddress(index))
  const icmp = await costOf(Math.ceil(10 * scale), () => echo(hosts, 500, signal))
  const tcp = await costOf(Math.ceil(100 * scale), () =>
    Promise.all(hosts.slice(0, 50).map((address) => knock({ address, port: devicePort, timeoutMs: 2000 }, signal))),
  )
  const snmp = await snmpCost(Math.ceil(60 * scale))
  const begin = performance.now()
  const found = await sweep(ownSubnet, signal)
  return {
    icmpCpuMs: icmp.cpuMs / hosts.length,
    icmpRoundSeconds: icmp.seconds,
    tcpCpuMs: tcp.cpuMs / 50,
    tcpPerSecond: 50 / tcp.seconds,
    ...snmp,
    sweepSeconds: (performance.now() - begin) / 1000,
    sweepFound: found.size,
  }
}

/** The mean of so many rounds, after a tenth of them to warm up. */
async function costOf(rounds: number, work: () => Promise<unknown>): Promise<{ cpuMs: number; seconds: number }> {
  for (let round = 0; round < Math.ceil(rounds / 10); round++) await work()
  const before = processFigures(process.pid).cpuSeconds
  const begin = performance.now()
  for (let round = 0; round < rounds; round++) await work()
  const seconds = (performance.now() - begin) / 1000 / rounds
  return { cpuMs: ((processFigures(process.pid).cpuSeconds - before) * 1000) / rounds, seconds }
}

/** Ten OIDs a look, of an agent in another process. */
async function snmpCost(rounds: number): Promise<Pick<ProbeCost, 'snmpCpuMs' | 'snmpPerSecond'>> {
  const agent = running(process.execPath, [join(import.meta.dirname, 'snmp-process.ts')])
  try {
    const port = Number((await agent.line(/^port \d+$/u)).slice(5))
    const oids = Array.from({ length: 10 }, (_, index) => `1.3.6.1.2.1.43.10.2.1.4.1.${index + 1}`)
    const access = { version: '2c', community: 'public' } as const
    const look = () =>
      askSnmp({ address: '127.0.0.1', port, timeoutMs: 2000 }, access, signal, async (device) => {
        const answer = await device.get(oids)
        if (!answer.ok) throw new Error(`SNMP: ${answer.code}`)
      })
    const { cpuMs, seconds } = await costOf(rounds, () => Promise.all(Array.from({ length: 20 }, look)))
    return { snmpCpuMs: cpuMs / 20, snmpPerSecond: 20 / seconds }
  } finally {
    await agent.stop()
  }
}
