/** What we use of net-snmp 3.29, which has no types of its own. */
declare module 'net-snmp' {
  export interface Varbind {
    oid: string
    type: number
    value: unknown
  }

  /** What a session and an agent need of `node:dgram`. */
  export interface DatagramSocket {
    on(event: 'message' | 'close' | 'error', listener: (...heard: never[]) => void): unknown
    send(
      bytes: Uint8Array,
      offset: number,
      length: number,
      port: number,
      address: string,
      sent: (fault: Error | null) => void,
    ): void
    bind(port?: number, address?: string): unknown
    ref(): unknown
    unref(): unknown
    close(): unknown
  }

  export interface SessionOptions {
    port: number
    version?: number
    context?: string
    transport: 'udp4' | 'udp6'
    timeout: number
    retries: number
    dgramModule: { createSocket(transport: string): DatagramSocket }
  }

  export interface User {
    name: string
    level: number
    authProtocol?: number
    authKey?: string
    privProtocol?: number
    privKey?: string
  }

  type Answered = (fault: Error | null, varbinds?: Varbind[]) => void

  export interface Session {
    /** For each attempt, ms; the next request takes it. */
    timeout: number
    retries: number
    get(oids: string[], answered: Answered): void
    getNext(oids: string[], answered: Answered): void
    on(event: 'error' | 'close', listener: (fault: unknown) => void): void
    close(): void
  }

  interface Agent {
    getAuthorizer(): { addUser(user: User): void; addCommunity(community: string): void }
    getMib(): Mib
    close(): void
  }

  export interface Provider {
    name: string
    type: number
    oid: string
    scalarType?: number
    maxAccess: number
    tableColumns?: { number: number; name: string; type: number; maxAccess: number }[]
    tableIndex?: { columnName: string }[]
  }

  interface Mib {
    registerProvider(provider: Provider): void
    setScalarValue(name: string, value: string | number | Uint8Array): void
    addTableRow(table: string, row: (string | number | Uint8Array)[]): void
    setTableSingleCell(table: string, column: number, index: number[], value: string | number | Uint8Array): void
  }

  /** A trap or inform as it came: those of SNMPv1 carry `enterprise`, `generic` and `specific`, the others varbinds. */
  export interface Trap {
    pdu: { enterprise?: string; generic?: number; specific?: number; varbinds?: Varbind[] }
    rinfo: { address: string }
  }

  interface Receiver {
    close(): void
  }

  interface NetSnmp {
    MibProviderType: Record<'Scalar' | 'Table', number>
    MaxAccess: Record<'read-only' | 'not-accessible', number>
    Version1: number
    Version2c: number
    Version3: number
    ObjectType: Record<
      'Integer' | 'OctetString' | 'OID' | 'IpAddress' | 'Counter' | 'Gauge' | 'TimeTicks' | 'NoSuchObject',
      number
    >
    ErrorStatus: Record<'TooBig' | 'NoSuchName' | 'NoAccess' | 'AuthorizationError', number>
    ResponseInvalidCode: Record<'ECouldNotDecrypt' | 'EAuthFailure' | 'ENotInTimeWindow' | 'EUnexpectedReport', number>
    SecurityLevel: Record<'noAuthNoPriv' | 'authNoPriv' | 'authPriv', number>
    AuthProtocols: Record<'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512', number>
    PrivProtocols: Record<'des' | 'aes' | 'aes256b' | 'aes256r', number>
    RequestFailedError: new (message: string, status: number) => Error & { status: number }
    ResponseInvalidError: new (message: string, code: number) => Error & { code: number }
    /** Keys made from passwords, by password and engine: it only ever grows. */
    Authentication: { authToKeyCache: Record<string, Uint8Array> }
    createSession(address: string, community: string, options: SessionOptions): Session
    createV3Session(address: string, user: User, options: SessionOptions): Session
    createReceiver(
      options: {
        port: number
        transport: 'udp4'
        disableAuthorization: boolean
        dgramModule: SessionOptions['dgramModule']
      },
      heard: (fault: Error | null, trap?: Trap) => void,
    ): Receiver
    createAgent(
      options: { port: number; address: string; dgramModule: SessionOptions['dgramModule'] },
      answered: (fault: Error | null) => void,
    ): Agent
  }

  const snmp: NetSnmp
  export default snmp
}
