import type { DeviceType } from '@sereno/shared/device.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { expect, test } from 'vitest'
import { nobody, seenOf } from '../../test/fakes/clues.ts'
import { recognise } from './recognise.ts'

/** Where makers have their numbers. */
const e = '1.3.6.1.4.1.'

const table: [told: Partial<IdentityFact>, type: DeviceType, vendor: string | null, model: string | null][] = [
  [{ description: 'Eaton 5P 1150', objectId: `${e}705.1.2`, model: 'Eaton 5P' }, 'ups', 'Eaton', '5P'],
  [
    {
      description:
        'APC Web/SNMP Management Card (MB:v3.9.2 PF:v3.9.2 PN:apc_hw02_aos_392.bin AF1:v3.7.2 AN1:apc_hw02_sumx_372.bin MN:AP9617 HR:A10 SN: ZA0713004747 MD:03/24/2007)',
      objectId: `${e}318.1.3.2.11`,
    },
    'ups',
    'APC',
    null,
  ],
  [{ description: 'RIELLO UPS NetMan 204', objectId: `${e}5491.6` }, 'ups', 'Riello', 'UPS NetMan 204'],
  [
    {
      description:
        'APC Web/SNMP Management Card (MB:v4 PF:v6.4.6 PN:apc_hw05_aos_646.bin AN1:apc_hw05_rpdu2g_646.bin MN:AP8941)',
      objectId: `${e}318.1.3.4.6`,
    },
    'other',
    'APC',
    null,
  ],
  [{ description: 'Linux TP-Link EAP225 3.10.73 ', objectId: `${e}11863.10.1.1` }, 'access-point', 'TP-Link', 'EAP225'],
  [{ description: 'Linux ER605 2.6.36 #1', objectId: `${e}11863.4.1` }, 'router', 'TP-Link', 'ER605'],
  [
    { description: 'JetStream 24-Port Gigabit L2+ Managed Switch with 4 SFP Slots', objectId: `${e}11863.5.46` },
    'switch',
    'TP-Link',
    'JetStream 24-Port Gigabit L2+ Managed Switch with 4 SFP Slots',
  ],
  [
    {
      description: 'Aruba JL253A 2930F-24G-4SFP+ Switch, revision WC.16.10.0012, ROM WC.16.01.0006',
      objectId: `${e}11.2.3.7.11.181.14`,
    },
    'switch',
    'Aruba',
    'JL253A 2930F-24G-4SFP+ Switch',
  ],
  [
    { description: 'ArubaOS (MODEL: 225), Version 6.4.2.3-4.1.1.3 (47524)', objectId: `${e}14823.1.2.59` },
    'access-point',
    'Aruba',
    '225',
  ],
  [{ description: 'Aruba JL668A FL.10.06.0120', objectId: `${e}47196.4.1.1.1.50` }, 'switch', 'Aruba', 'JL668A'],
  [
    {
      description:
        'Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 12.2(55)SE5, RELEASE SOFTWARE (fc1)',
      objectId: `${e}9.1.696`,
    },
    'switch',
    'Cisco',
    'C2960',
  ],
  [
    {
      description: 'Cisco IOS Software, C880 Software (C880DATA-UNIVERSALK9-M), Version 15.2(4)M5, RELEASE SOFTWARE',
      objectId: `${e}9.1.858`,
    },
    'router',
    'Cisco',
    'C880',
  ],
  [
    { description: 'Cisco Adaptive Security Appliance Version 9.1(2)', objectId: `${e}9.1.1194` },
    'router',
    'Cisco',
    null,
  ],
  [
    { description: 'SG350-28 28-Port Gigabit Managed Switch', objectId: `${e}9.6.1.95.28.1` },
    'switch',
    'Cisco',
    'SG350-28',
  ],
  [
    { description: 'Cisco IOS Software, C1600 Software (AP1G2-K9W7-M), Version 15.3(3)JC', objectId: `${e}9.1.1656` },
    'access-point',
    'Cisco',
    'C1600',
  ],
  [
    {
      description: '',
      objectId: `${e}12356.101.1.641`,
      model: 'FGT_60E',
      network: { services: 78, forwards: null, bridges: false, hasRadio: false, filters: false, ports: 10 },
    },
    'router',
    'Fortinet',
    'FortiGate 60E',
  ],
  [{ description: 'FortiSwitch-124E', objectId: `${e}12356.106.1` }, 'switch', 'Fortinet', 'FortiSwitch-124E'],
  [
    { description: 'pfSense fw.example.lan 2.6.0-RELEASE FreeBSD 12.3-STABLE amd64', objectId: `${e}8072.3.2.8` },
    'router',
    'pfSense',
    null,
  ],
  [
    {
      description: 'Linux Teltonika-RUTX11 5.4.147 #0 SMP armv7l',
      objectId: `${e}8072.3.2.10`,
      vendor: 'Teltonika',
      model: 'RUTX11',
    },
    'router',
    'Teltonika',
    'RUTX11',
  ],
  [{ description: 'Keenetic Giga (KN-1010)', objectId: `${e}8072.3.2.10` }, 'router', 'Keenetic', 'Giga (KN-1010)'],
  [
    {
      description: 'Linux DiskStation 4.4.302+ #69057 SMP x86_64',
      objectId: `${e}8072.3.2.10`,
      vendor: 'Synology',
      model: 'DS920+',
      serial: '20B0SBRX',
    },
    'other',
    'Synology',
    'DS920+',
  ],
  [
    {
      description:
        'Hardware: Intel64 Family 6 Model 158 Stepping 10 AT/AT COMPATIBLE - Software: Windows Version 6.3 (Build 19045 Multiprocessor Free)',
      objectId: `${e}311.1.1.3.1.1`,
    },
    'other',
    null,
    null,
  ],
  [
    {
      description: 'Linux pi 6.1.21-v8+ #1642 SMP aarch64',
      objectId: `${e}8072.3.2.10`,
      network: { services: 72, forwards: true, bridges: false, hasRadio: true, filters: false, ports: 2 },
    },
    'other',
    null,
    null,
  ],
  [{ description: 'UAP-AC-Lite 4.0.80.10875', objectId: `${e}8072.3.2.10` }, 'access-point', 'Ubiquiti', 'UAP-AC-Lite'],
  [{ description: 'USW-24-PoE, 6.5.59.14777, Linux 3.6.5', objectId: `${e}4413` }, 'switch', 'Ubiquiti', 'USW-24-PoE'],
  [{ description: 'Linux UDM-Pro 4.19.152', objectId: `${e}8072.3.2.10` }, 'router', 'Ubiquiti', 'UDM-Pro'],
  [{ description: 'RouterOS CRS326-24G-2S+', objectId: `${e}14988.1` }, 'switch', 'MikroTik', 'CRS326-24G-2S+'],
  [{ description: 'RouterOS RBcAPGi-5acD2nD', objectId: `${e}14988.1` }, 'access-point', 'MikroTik', 'RBcAPGi-5acD2nD'],
  [{ description: 'RouterOS hAP ac^2', objectId: `${e}14988.1` }, 'router', 'MikroTik', 'hAP ac^2'],
  [{ description: 'USG FLEX 100', objectId: `${e}890.1.15` }, 'router', 'Zyxel', 'USG FLEX 100'],
  [{ description: 'GS1900-24E', objectId: `${e}890.1.5.8` }, 'switch', 'Zyxel', 'GS1900-24E'],
  [{ description: 'NWA1123-ACv2', objectId: `${e}890.1.15` }, 'access-point', 'Zyxel', 'NWA1123-ACv2'],
  [
    { description: 'GS724Tv4 ProSafe 24-port Gigabit Ethernet Smart Switch', objectId: `${e}4526.100.4.33` },
    'switch',
    'Netgear',
    'GS724Tv4',
  ],
  [{ description: 'DGS-1210-24 Rev.F1/6.10.007', objectId: `${e}171.10.153.5.1` }, 'switch', 'D-Link', 'DGS-1210-24'],
  [{ description: 'LANCOM LN-1700B 10.42', objectId: `${e}2356.11` }, 'access-point', 'LANCOM', 'LN-1700B'],
  [
    {
      description: 'Juniper Networks, Inc. ex2300-24p Ethernet Switch, kernel JUNOS 18.2R1',
      objectId: `${e}2636.1.1.1.4.132`,
    },
    'switch',
    'Juniper',
    'ex2300-24p',
  ],
  [
    {
      description: 'Juniper Networks, Inc. srx300 internet router, kernel JUNOS 15.1',
      objectId: `${e}2636.1.1.1.2.133`,
    },
    'router',
    'Juniper',
    'srx300',
  ],
  [{ description: 'Meraki MR36 Cloud Managed AP', objectId: `${e}29671.2.1` }, 'access-point', 'Cisco Meraki', 'MR36'],
  [{ description: 'Meraki MX64 Cloud Managed Router', objectId: `${e}29671.2.3` }, 'router', 'Cisco Meraki', 'MX64'],
  [
    {
      description:
        'S5720-28P-SI-AC Huawei Versatile Routing Platform Software VRP (R) software, Version 5.170 (S5720 V200R011C10SPC600)',
      objectId: `${e}2011.2.23.423`,
    },
    'switch',
    'Huawei',
    'S5720-28P-SI-AC',
  ],
  [
    {
      description: 'Ruckus Wireless, Inc. Stacking System ICX7150-48P, IronWare Version 08.0.80',
      objectId: `${e}1991.1.3.62.2.1.1.1.1`,
    },
    'switch',
    'Ruckus',
    'Stacking System ICX7150-48P',
  ],
  [{ description: 'FRITZ!Box 7590', objectId: `${e}872` }, 'router', 'AVM', 'FRITZ!Box 7590'],
  [{ description: 'Yealink SIP-T46S IP Phone', objectId: `${e}3990` }, 'other', 'Yealink', 'SIP-T46S IP Phone'],
  [
    {
      description: 'Managed device',
      objectId: `${e}99999.1`,
      network: { services: 2, forwards: false, bridges: true, hasRadio: false, filters: false, ports: 9 },
    },
    'switch',
    null,
    'Managed device',
  ],
  [
    {
      description: 'CPE',
      objectId: `${e}99999.1`,
      network: { services: 78, forwards: true, bridges: false, hasRadio: false, filters: false, ports: 3 },
    },
    'router',
    null,
    'CPE',
  ],
]

test.each(table)('%s', (told, type, vendor, model) => {
  const seen = recognise(seenOf({ facts: [{ ...nobody, ...told }] }))
  expect(seen).toMatchObject({ type, vendor, model })
})
