import { describe, expect, it } from 'vitest'
import { inSubnet, linkState, ownSubnets, subnetOf } from './own.ts'
import { defaultGateway, gatewayFour, gatewaySix, nameservers, resolvers } from './routes.ts'

describe('subnets', () => {
  it.each([
    ['192.168.1.7/24', '192.168.1.0/24'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['172.16.5.130/25', '172.16.5.128/25'],
    ['10.0.0.1/32', '10.0.0.1/32'],
    ['10.0.0.1/0', '0.0.0.0/0'],
    ['fd77::12:1/64', 'fd77::/64'],
    ['fd77:1:2:3:4:5:6:7/48', 'fd77:1:2::/48'],
    ['::1/128', '::1/128'],
  ])('%s lies in %s', (cidr, subnet) => {
    expect(subnetOf(cidr)).toBe(subnet)
  })

  it.each<[address: string, cidrs: string[], isIn: boolean]>([
    ['192.168.1.9', ['192.168.1.0/24'], true],
    ['192.168.2.9', ['192.168.1.0/24'], false],
    ['192.168.2.9', ['192.168.1.0/24', '192.168.2.0/24'], true],
    ['fd77::9', ['192.168.1.0/24', 'fd77::/64'], true],
    ['fd78::9', ['fd77::/64'], false],
    ['printer.local', ['192.168.1.0/24'], false],
    ['fe80::1%eth0', ['fe80::/10'], false],
    ['192.168.1.9', [], false],
  ])('%s in %j: %s', (address, cidrs, isIn) => {
    expect(inSubnet(address, cidrs)).toBe(isIn)
  })
})

describe('routes', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
  const route = (destination: string, gateway: string, flags: string, metric: number, mask: string) =>
    `eth0\t${destination}\t${gateway}\t${flags}\t0\t0\t${metric}\t${mask}\t0\t0\t0`

  it('the default one of least metric is the gateway', () => {
    const table = [
      head,
      route('00000000', '0101A8C0', '0003', 600, '00000000'),
      route('00000000', 'FE01A8C0', '0003', 100, '00000000'),
      route('0001A8C0', '00000000', '0001', 0, '00FFFFFF'),
    ]
    expect(gatewayFour(table.join('\n'))).toBe('192.168.1.254')
  })

  it('a default route without a gateway, or that is down, has none', () => {
    expect(gatewayFour([head, route('00000000', '00000000', '0001', 0, '00000000')].join('\n'))).toBeNull()
    expect(gatewayFour([head, route('00000000', '0101A8C0', '0002', 0, '00000000')].join('\n'))).toBeNull()
    expect(gatewayFour('')).toBeNull()
  })

  it('IPv6 has one of global scope, or none', () => {
    const zero = '0'.repeat(32)
    const line = (hop: string) => `${zero} 00 ${zero} 00 ${hop} 00000400 00000001 00000000 00000003     eth0`
    expect(gatewaySix(line('fd770000000000000000000000000001'))).toBe('fd77::1')
    expect(gatewaySix(line('fe800000000000000000000000000001'))).toBeNull()
    expect(gatewaySix(`${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`)).toBeNull()
  })
})

it('reads name servers and leaves out what is none', () => {
  const text =
    '# nameserver 9.9.9.9\nnameserver 192.168.1.1\n nameserver fd77::1\nnameserver fe80::1%eth0\nnameserver x\n'
  expect(nameservers(text)).toEqual(['192.168.1.1', 'fd77::1'])
})

it('tells of this machine without failing, whatever it has', async () => {
  const { linkUp, hasAddress } = await linkState()
  expect(hasAddress).toBe(ownSubnets().length > 0)
  expect(linkUp || !hasAddress).toBe(true)
  expect(ownSubnets().every((subnet) => !subnet.startsWith('127.') && !subnet.startsWith('fe80'))).toBe(true)
  expect(Array.isArray(await resolvers())).toBe(true)
  const gateway = await defaultGateway()
  expect(gateway === null || gateway.length > 0).toBe(true)
})
