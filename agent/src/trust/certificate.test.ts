import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { makeAuthority, makeLeaf } from './certificate.ts'
import { type Pair, pemCertificate } from './pair.ts'
import { isCovered, reachOf } from './reach.ts'

const day = 86_400_000
const scope = { hosts: ['bar-pi.local'], subnets: ['192.168.1.0/24', 'fd00::/64'] }
const authority = makeAuthority(scope, Date.now())

/** What the system's own OpenSSL says of a certificate that should be by this authority; empty: it is. */
function refusalOf(leaf: Pair, by: Pair, ...more: string[]): string {
  const folder = ownFolder()
  const [ca, server] = [join(folder, 'ca.pem'), join(folder, 'server.pem')]
  writeFileSync(ca, pemCertificate(by.certificate))
  writeFileSync(server, pemCertificate(leaf.certificate))
  const { status, stderr } = spawnSync('openssl', [
    'verify',
    '-x509_strict',
    '-CAfile',
    ca,
    '-purpose',
    'sslserver',
    ...more,
    server,
  ])
  return status === 0 ? '' : String(stderr)
}

describe('a certificate by the authority of a box', () => {
  test.each(['bar-pi.local', 'www.bar-pi.local', '192.168.1.77', 'fd00::7'])('is good for %s', (name) => {
    const leaf = makeLeaf(authority, [name], Date.now())
    expect(refusalOf(leaf, authority)).toBe('')
    expect(isCovered(name, scope)).toBe(true)
    const kind = name.includes(':') || /^\d/u.test(name) ? '-verify_ip' : '-verify_hostname'
    expect(refusalOf(leaf, authority, kind, name)).toBe('')
    expect(refusalOf(leaf, authority, '-verify_hostname', 'other.local')).toContain('hostname mismatch')
  })

  test.each(['bank.example', 'local', 'evil-bar-pi.local', '192.168.2.1', '8.8.8.8', 'fd01::7', '2001:db8::1'])(
    'that names %s is refused for what the authority may vouch for',
    (name) => {
      expect(refusalOf(makeLeaf(authority, [name], Date.now()), authority)).toContain('permitted subtree violation')
      expect(refusalOf(makeLeaf(authority, ['bar-pi.local', name], Date.now()), authority)).toContain('violation')
      expect(isCovered(name, scope)).toBe(false)
    },
  )

  test('names no address at all where the box has none in a network of its own', () => {
    const nowhere = makeAuthority({ hosts: ['bar-pi.local'], subnets: [] }, Date.now())
    expect(refusalOf(makeLeaf(nowhere, ['bar-pi.local'], Date.now()), nowhere)).toBe('')
    for (const address of ['127.0.0.1', '192.168.1.2', '::1', 'fd00::1'])
      expect(refusalOf(makeLeaf(nowhere, [address], Date.now()), nowhere)).toContain('excluded subtree violation')
  })

  test('makes no authority, and is refused under another', () => {
    const leaf = makeLeaf(authority, ['bar-pi.local'], Date.now())
    const below = makeLeaf({ ...leaf, key: leaf.key }, ['bar-pi.local'], Date.now())
    expect(refusalOf(below, leaf)).not.toBe('')
    expect(refusalOf(leaf, makeAuthority(scope, Date.now()))).toContain('unable to get local issuer')
  })

  test('lives 397 days from now, begins a day back, and ends with its authority', () => {
    const now = Date.parse('2026-11-23T10:00:00.500Z')
    const old = makeAuthority(scope, now - 3600 * day)
    const [usual, last] = [authority, old].map(
      (by) => new X509Certificate(makeLeaf(by, ['bar-pi.local'], now).certificate),
    )
    expect(usual?.validFrom).toBe('Nov 22 10:00:00 2026 GMT')
    expect(usual?.validTo).toBe('Dec 25 10:00:00 2027 GMT')
    expect(last?.validTo).toBe(new X509Certificate(old.certificate).validTo)
  })

  test('says in its extensions what each key may be used for, and that others must heed it', () => {
    const told = (pair: Pair) =>
      execFileSync(
        'openssl',
        ['x509', '-noout', '-ext', 'basicConstraints,keyUsage,extendedKeyUsage,nameConstraints'],
        {
          input: pemCertificate(pair.certificate),
        },
      )
        .toString()
        .replaceAll(/ +\n| {2,}/gu, '')
    expect(told(authority)).toContain('Basic Constraints: critical\nCA:TRUE, pathlen:0')
    expect(told(authority)).toContain('Key Usage: critical\nCertificate Sign')
    expect(told(authority)).toContain('Name Constraints: critical')
    const leaf = told(makeLeaf(authority, ['bar-pi.local'], Date.now()))
    expect(leaf).toContain('CA:FALSE')
    expect(leaf).toContain('Key Usage: critical\nDigital Signature')
    expect(leaf).toContain('TLS Web Server Authentication')
  })
})

describe('what a box is reached by', () => {
  const own = [
    { address: '192.168.1.20', subnet: '192.168.1.0/24' },
    { address: 'fd00::20', subnet: 'fd00::/64' },
    { address: '203.0.113.9', subnet: '203.0.113.0/24' },
    { address: '2001:db8::9', subnet: '2001:db8::/64' },
  ]
  test('is its name, the one that people are told, and its addresses in private networks', () => {
    expect(reachOf('Bar-Pi.lan', 'http://tpv.bar.example:7373', own)).toEqual({
      hosts: ['tpv.bar.example', 'bar-pi.local'],
      addresses: ['192.168.1.20', 'fd00::20'],
      subnets: ['192.168.1.0/24', 'fd00::/64'],
    })
  })

  test.each([
    ['bar-pi', 'http://192.168.1.20:7373', ['bar-pi.local'], ['192.168.1.0/24', 'fd00::/64']],
    ['bar-pi', 'http://10.9.0.1', ['bar-pi.local'], ['10.9.0.1/32', '192.168.1.0/24', 'fd00::/64']],
    ['bar-pi', 'http://localhost:7373', ['bar-pi.local'], ['192.168.1.0/24', 'fd00::/64']],
    ['bar-pi', 'http://127.0.0.1:7373', ['bar-pi.local'], ['192.168.1.0/24', 'fd00::/64']],
    ['bar-pi', 'http://[::1]:7373', ['bar-pi.local'], ['192.168.1.0/24', 'fd00::/64']],
    ['küche', 'http://localhost', ['sereno.local'], ['192.168.1.0/24', 'fd00::/64']],
  ])('of %s at %s', (machine, publicUrl, hosts, subnets) => {
    expect(reachOf(machine, publicUrl, own)).toMatchObject({ hosts, subnets })
  })
})
