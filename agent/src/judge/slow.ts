import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { lossOf, lossyShare } from './attempts.ts'
import type { Memory } from './memory.ts'
import { toldBy } from './result.ts'
import type { Condition } from './types.ts'

/**
 * The ways whose times tell of the network, the best first, and the p95 latency in ms from which each is slow. Those of
 * SNMP or ESC/POS tell of the device's own processor.
 */
const slowMs: Record<string, number> = { icmp: 150, gateway: 150, tcp: 200, internet: 400, dns: 500, http: 1500 }
const enough = 20

/** Keeps the looks of the device's main way, lost ones included; called while the device answers, as an outage is no loss. */
export function sample(draft: Memory, device: DeviceSetting, readings: readonly Reading[]): void {
  const main = mainWay(device)
  if (main === null) return
  for (const reading of readings) {
    if (reading.probe !== main || toldBy(reading) === 'nothing' || draft.ways[reading.probeId]?.quiet) continue
    const latencyMs = toldBy(reading) === 'silence' ? null : Math.round((reading.latencyMs ?? 0) * 10) / 10
    draft.samples.push([Math.floor(reading.at / 1000), latencyMs])
  }
}

/** Slow or lossy but working, over the last ten minutes: the notice `degraded`. */
export function slow(draft: Memory, device: DeviceSetting): Condition[] {
  const main = mainWay(device)
  if (main === null || draft.samples.length < enough) return []
  const loss = lossOf(draft) ?? 0
  const p95 = percentile95(draft.samples.flatMap(([, latencyMs]) => latencyMs ?? []))
  if (loss <= lossyShare && (p95 === null || p95 <= (slowMs[main] ?? Infinity))) return []
  const lossPercent = Math.round(loss * 100)
  const readings = [
    `${main}: ${draft.samples.length} looks in ten minutes, ${lossPercent} % lost, p95 ${p95 ?? '?'} ms`,
  ]
  const detail = { lossPercent, latencyMs: p95 === null ? null : Math.round(p95), readings }
  return [{ cause: 'degraded', probe: main, rule: 'K0.degraded', attempts: 1, detail }]
}

function mainWay(device: DeviceSetting): string | null {
  return Object.keys(slowMs).find((type) => device.probes.some((probe) => probe.type === type)) ?? null
}

function percentile95(latencies: readonly number[]): number | null {
  const sorted = latencies.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? null
}
