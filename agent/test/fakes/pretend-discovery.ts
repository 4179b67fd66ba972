import type { Candidate, Discovery } from '@sereno/shared/identity.ts'
import type { DiscoveryDesk, FoundDevice } from '../../src/flow/desks.ts'

/** A desk that has found what the test says, and scans nothing. */
export class PretendDiscovery implements DiscoveryDesk {
  readonly found = new Map<string, FoundDevice>()
  becomes: ReturnType<DiscoveryDesk['scan']> = 'started'
  scanned: (readonly string[] | null)[] = []
  adoptions: [candidateId: string, deviceId: string][] = []
  scan(subnets: readonly string[] | null) {
    this.scanned.push(subnets)
    return this.becomes
  }
  state = (): Discovery => ({
    state: this.scanned.length > 0 ? 'scanning' : 'idle',
    startedAt: null,
    endedAt: null,
    subnets: [],
    own: this.ownAddresses(),
    asked: 0,
    total: 0,
    found: this.found.size,
    recognised: 0,
    mayLook: true,
    remarks: [],
  })
  candidates = (): Candidate[] => [...this.found.values()].flatMap((one) => (one.deviceId ? [] : one.candidate))
  candidate = (id: string) => this.found.get(id) ?? null
  adopted(id: string, deviceId: string) {
    this.adoptions.push([id, deviceId])
    const found = this.found.get(id)
    if (found) this.found.set(id, { ...found, deviceId })
  }
  ownAddresses = () => [{ address: '10.9.0.2', subnet: '10.9.0.0/24' }]
  macs = () => new Map<string, string>()
  /** Something that was found: a receipt printer where the test says nothing else. */
  has(differing: Partial<Candidate> = {}, ways: FoundDevice['ways'] = []): Candidate {
    const at = '2026-11-21T11:00:00.000Z'
    const mac = differing.mac ?? '00:26:ab:00:00:50'
    const candidate: Candidate = {
      id: `candidate-${this.found.size + 1}`,
      address: '10.9.0.50',
      mac,
      privateMac: false,
      type: 'printer',
      name: 'Seiko Epson TM-T20III',
      vendor: 'Seiko Epson',
      model: 'TM-T20III',
      serial: null,
      evidence: [{ kind: 'mac', value: mac, source: 'sweep', firstSeenAt: at, lastSeenAt: at }],
      openPorts: [9100],
      perhapsDeviceId: null,
      firstSeenAt: at,
      lastSeenAt: at,
      ignored: false,
      ...differing,
    }
    this.found.set(candidate.id, { candidate, ways, deviceId: null })
    return candidate
  }
}
