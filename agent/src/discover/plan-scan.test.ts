import { expect, test } from 'vitest'
import { planScan } from './plan-scan.ts'

const own = [
  { address: '192.168.1.10', subnet: '192.168.1.0/24' },
  { address: 'fd00::10', subnet: 'fd00::/64' },
]

test('nothing named: our own IPv4 subnets', () => {
  expect(planScan(null, own)).toEqual({ subnets: [{ cidr: '192.168.1.0/24', near: true }], remarks: [] })
})

test('one of ours that is wider than a /20 gives way to the /24 around our address, and that is said', () => {
  const wide = [{ address: '10.20.30.40', subnet: '10.0.0.0/8' }]
  expect(planScan(null, wide)).toEqual({
    subnets: [{ cidr: '10.20.30.0/24', near: true }],
    remarks: [{ code: 'cut', subnet: '10.0.0.0/8', instead: '10.20.30.0/24' }],
  })
  expect(planScan(['10.0.0.0/16'], wide).remarks).toEqual([{ code: 'too_wide', subnet: '10.0.0.0/16', instead: '' }])
})

test('a part of ours is near; another inside subnet is behind a router', () => {
  expect(planScan(['192.168.1.128/25', '192.168.7.0/24'], own).subnets).toEqual([
    { cidr: '192.168.1.128/25', near: true },
    { cidr: '192.168.7.0/24', near: false },
  ])
})

test('the internet, IPv6, loopback and multicast are left out, and each is told why', () => {
  const named = ['203.0.113.0/24', 'fd00::/64', '127.0.0.0/24', '224.0.0.0/24', '10.0.0.0/8']
  const { subnets, remarks } = planScan(named, own)
  expect(subnets).toEqual([])
  expect(remarks.map(({ code }) => code)).toEqual(['outside', 'six', 'outside', 'outside', 'too_wide'])
})

test('our own subnet may be a public one', () => {
  const open = [{ address: '203.0.113.7', subnet: '203.0.113.0/24' }]
  expect(planScan(null, open).subnets).toEqual([{ cidr: '203.0.113.0/24', near: true }])
})

test('what is named twice is scanned once, and never more than sixteen', () => {
  expect(planScan(['192.168.1.0/24', '192.168.1.0/25', '192.168.1.0/24'], own).subnets).toHaveLength(1)
  const many = Array.from({ length: 30 }, (_, index) => `192.168.${index}.0/24`)
  expect(planScan(many, own).subnets).toHaveLength(16)
})

test('without any network there is nothing to scan, and that is said', () => {
  expect(planScan(null, [])).toEqual({ subnets: [], remarks: [{ code: 'none', subnet: '', instead: '' }] })
})
