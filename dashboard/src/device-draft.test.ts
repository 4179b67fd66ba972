import type { Device, ProbeKind } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import { draftOf, emptyDraft, inputOf, newProbe, patchOf, usualProbes } from './device-draft.ts'

const tcp: ProbeKind = {
  type: 'tcp',
  everySeconds: 10,
  timeoutMs: 1000,
  attempts: 3,
  usualFor: ['other'],
  options: { properties: { port: { type: 'integer' } }, required: ['port'] },
}
const device: Device = {
  id: 'd1',
  name: 'Till',
  type: 'other',
  place: 'Bar',
  address: '127.0.0.1',
  mac: 'aa:bb:cc:dd:ee:ff',
  vendor: null,
  model: null,
  serial: null,
  osVersion: null,
  appVersion: null,
  foundAt: null,
  supplies: [],
  inService: true,
  parentId: null,
  role: null,
  state: 'up',
  stateSince: null,
  lastSeenAt: null,
  observedAt: null,
  cause: null,
  notes: '',
  quietHours: [],
  quiet: false,
  version: 'v1',
  pausedUntil: null,
  checkin: null,
  probes: [
    { id: 'p1', type: 'tcp', everySeconds: 10, timeoutMs: 1000, attempts: 3, options: { port: 9100 }, last: null },
  ],
}

describe('the form of a device', () => {
  it('leaves the probes to the agent unless someone chooses their own', () => {
    const draft = { ...emptyDraft(), name: 'Till', address: ' 127.0.0.1 ' }
    expect(inputOf(draft, [tcp])).not.toHaveProperty('probes')
    expect(inputOf(draft, [tcp]).address).toBe('127.0.0.1')
    const own = { ...draft, ownProbes: true, probes: [newProbe(tcp)] }
    expect(inputOf(own, [tcp]).probes).toHaveLength(1)
  })

  it('knows the usual probes of a type', () => {
    expect(usualProbes('other', [tcp])).toEqual([tcp])
    expect(usualProbes('printer', [tcp])).toEqual([])
  })

  it('sends only what changed', () => {
    const before = draftOf(device, [tcp])
    expect(patchOf(before, before, [tcp])).toEqual({})
    expect(patchOf({ ...before, place: 'Terrace' }, before, [tcp])).toEqual({ place: 'Terrace' })
  })

  it('keeps a probe’s id, so that its secrets and its history stay', () => {
    const before = draftOf(device, [tcp])
    const [probe] = before.probes
    const slower = { ...before, probes: probe ? [{ ...probe, everySeconds: 60 }] : [] }
    expect(patchOf(slower, before, [tcp]).probes).toEqual([
      { id: 'p1', type: 'tcp', everySeconds: 60, timeoutMs: 1000, attempts: 3, options: { port: 9100 } },
    ])
  })

  it('takes a MAC address away where its field is emptied', () => {
    const before = draftOf(device, [tcp])
    expect(patchOf({ ...before, mac: '' }, before, [tcp])).toEqual({ mac: null })
  })
})
