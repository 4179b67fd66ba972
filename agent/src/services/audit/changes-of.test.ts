import { describe, expect, it } from 'vitest'
import { changesOf } from './changes-of.ts'

describe('what a change touched', () => {
  it('is told by its path, with what was there and what is', () => {
    const before = { venue: { name: 'Bar Pepe', address: '' }, devices: [] }
    expect(changesOf(before, { venue: { name: 'Pepe', address: 'c/ Mar 1' }, devices: [] })).toEqual([
      { path: 'venue.name', before: 'Bar Pepe', after: 'Pepe' },
      { path: 'venue.address', before: null, after: 'c/ Mar 1' },
    ])
    expect(changesOf(before, structuredClone(before))).toEqual([])
  })

  it('names the things of a list by what they are called, wherever they stand in it', () => {
    const kitchen = { id: 'a', name: 'Kitchen', address: '192.168.1.9' }
    const bar = { id: 'b', name: 'Bar', address: '192.168.1.8' }
    expect(changesOf({ devices: [kitchen, bar] }, { devices: [{ ...bar, address: '192.168.1.7' }, kitchen] })).toEqual([
      { path: 'devices[Bar].address', before: '192.168.1.8', after: '192.168.1.7' },
    ])
    expect(changesOf({ devices: [kitchen] }, { devices: [] }).map(({ path, after }) => [path, after])).toEqual([
      ['devices[Kitchen].id', null],
      ['devices[Kitchen].name', null],
      ['devices[Kitchen].address', null],
    ])
  })

  it('tells a list of plain values as one, and an empty one that comes as nothing new', () => {
    expect(changesOf({ emails: ['a@x.example'] }, { emails: ['a@x.example', 'b@x.example'] })).toEqual([
      { path: 'emails', before: '["a@x.example"]', after: '["a@x.example","b@x.example"]' },
    ])
  })

  it('masks every secret, however deep, and tells that it changed', () => {
    const probe = (community: string) => ({ probes: [{ id: 'p', options: { community, authKey: 'k1', port: 161 } }] })
    const text = JSON.stringify(changesOf(probe('s3cret-one'), probe('s3cret-two')))
    expect(text).toContain('probes[p].options.community')
    expect(text).not.toContain('s3cret')
    const asked = { login: 'ana', password: 'Kitchen-Printer-7', repeat: 'Kitchen-Printer-7', token: 't', code: 'ABCD' }
    expect(changesOf({}, asked)).toEqual([
      { path: 'login', before: null, after: 'ana' },
      ...['password', 'repeat', 'token', 'code'].map((path) => ({ path, before: null, after: '•••' })),
    ])
    expect(JSON.stringify(changesOf({ mail: null }, { mail: { host: 'h', password: 'abc' } }))).not.toContain('abc')
    expect(JSON.stringify(changesOf({}, { hooks: [{ url: 'u', secret: 'abc' }] }))).not.toContain('abc')
  })

  it('is bounded: a hundred lines, two hundred characters, no control characters', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, n]))
    expect(changesOf({}, many)).toHaveLength(100)
    const [line] = changesOf({}, { note: `\u202E${'x'.repeat(500)}\u0007` })
    expect(line?.after?.length).toBeLessThanOrEqual(200)
    expect(line?.after).toMatch(/^x+…?$/u)
  })
})
