import { deviceTypes } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findProbe, probes, usualProbes } from './index.ts'

describe('the list of probes', () => {
  it('has each type once', () => {
    const types = probes.map((probe) => probe.type)
    expect(new Set(types).size).toBe(types.length)
    expect(types.map((type) => findProbe(type)?.type)).toEqual(types)
    expect(findProbe('telepathy')).toBeUndefined()
  })

  it('describes its options to forms', () => {
    for (const probe of probes) expect(z.toJSONSchema(probe.options, { io: 'input' })).toMatchObject({ type: 'object' })
  })

  it('marks what must not be read back', () => {
    const schema = z.toJSONSchema(findProbe('snmp')?.options ?? z.never(), { io: 'input' })
    const secret = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
      typeof field === 'object' && field.secret === true ? [name] : [],
    )
    expect(secret).toEqual(['community', 'authKey', 'privKey'])
  })

  it('gives each type of device probes that need no answer from a person', () => {
    const usual = Object.fromEntries(deviceTypes.map((type) => [type, usualProbes(type).map((probe) => probe.type)]))
    expect(usual).toEqual({
      printer: ['icmp', 'escpos', 'star', 'snmp', 'ipp'],
      ipad: ['ios'],
      router: ['icmp'],
      switch: ['icmp'],
      'access-point': ['icmp'],
      ups: ['icmp', 'snmp'],
      internet: ['internet'],
      other: ['icmp'],
    })
    for (const type of deviceTypes) {
      for (const probe of usualProbes(type)) expect(probe.options.safeParse({}).success).toBe(true)
    }
  })
})
