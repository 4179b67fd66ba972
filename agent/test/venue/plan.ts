/** Who is where in the pretend venue. Documentation and private addresses, and the anchors, which exist only inside. */
export const hosts = {
  agent: { address: '10.77.0.10', mac: 'dc:a6:32:00:00:10' },
  printer1: { address: '10.77.0.21', mac: '00:26:ab:00:00:21' },
  printer2: { address: '10.77.0.22', mac: '00:80:77:00:00:22' },
  printer3: { address: '10.77.0.23', mac: '00:11:62:00:00:23' },
  ipad1: { address: '10.77.0.31', mac: '92:3e:11:00:00:31' },
  ipad2: { address: '10.77.0.32', mac: 'd6:3e:11:00:00:32' },
  /** The venue's router, which is its name server as well. */
  gateway: { address: '10.77.0.1', mac: '74:83:c2:00:00:01' },
  /** The second switch, which can be managed: its own address is on its bridge. */
  switch2: { address: '10.77.0.2', mac: '74:83:c2:00:00:02' },
  /** A host in another subnet of the venue, behind the router. */
  office: { address: '10.77.1.50', mac: '00:80:77:00:01:50' },
  internet: { address: '203.0.113.1', mac: '02:00:00:00:00:fe' },
} as const
export type Host = keyof typeof hosts

/** Namespaces: every host, and the first switch, which nobody can talk to. */
export type Space = Host | 'switch'

/** Whose cable ends in which switch. */
export const cables = {
  switch: ['agent', 'printer1', 'printer2', 'ipad1', 'gateway'],
  switch2: ['printer3', 'ipad2'],
} as const satisfies Record<string, readonly Host[]>

export const anchors = ['1.1.1.1', '8.8.8.8', '9.9.9.9']
/** What every name on the pretend internet leads to. */
export const webAddress = '203.0.113.80'
/** The distributor's mail server; a private address, since it offers no encryption. */
export const mailServer = { address: '10.99.0.25', port: 25, name: 'mail.distributor.example' }
/** The community of every SNMP agent of the venue. */
export const community = 'venue'
