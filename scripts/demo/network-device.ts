import dgram from 'node:dgram'
import snmp from 'net-snmp'
import { pretendDevice } from './pretend-device.ts'

// A switch, a router or an office printer that speaks SNMP. Arguments: address, port, description, name, sysObjectID,
// sysServices, and `printer` where it has a Printer-MIB.

const [address = '127.0.0.1', port = '1161', description = '', name = '', objectId = '', services = '2', kind = ''] =
  process.argv.slice(2)
const { Integer, OctetString, OID } = snmp.ObjectType
const readOnly = snmp.MaxAccess['read-only']

const agent = snmp.createAgent({ address, port: Number(port), dgramModule: dgram }, () => {})
agent.getAuthorizer().addCommunity('public')
const mib = agent.getMib()

function scalar(oid: string, type: number, value: string | number): void {
  mib.registerProvider({ name: oid, type: snmp.MibProviderType.Scalar, oid, scalarType: type, maxAccess: readOnly })
  mib.setScalarValue(oid, value)
}

type Cell = [column: number, type: number, value: string | number | Uint8Array]

/** A table with rows whose index is their place, from 1, under `before` (hrDeviceIndex of Printer-MIB tables). */
function table(oid: string, rows: Cell[][], before: number[] = []): void {
  const indexes = [...before, 0].map((_, place) => ({ number: 900 + place, name: `index${place}` }))
  const columns = (rows[0] ?? []).map(([number, type]) => ({ number, name: `c${number}`, type, maxAccess: readOnly }))
  mib.registerProvider({
    name: oid,
    type: snmp.MibProviderType.Table,
    oid,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      ...indexes.map((index) => ({ ...index, type: Integer, maxAccess: snmp.MaxAccess['not-accessible'] })),
      ...columns,
    ],
    tableIndex: indexes.map((index) => ({ columnName: index.name })),
  })
  rows.forEach((row, place) => {
    mib.addTableRow(oid, [...before, place + 1, ...row.map(([, , value]) => value)])
  })
}

scalar('1.3.6.1.2.1.1.1', OctetString, description)
scalar('1.3.6.1.2.1.1.2', OID, objectId)
scalar('1.3.6.1.2.1.1.5', OctetString, name)
scalar('1.3.6.1.2.1.1.7', Integer, Number(services))

const is = { toner: 62, errorState: '00', deviceStatus: 2 }
const hrDevice = '1.3.6.1.2.1.25.3.2.1'
const hrPrinter = '1.3.6.1.2.1.25.3.5.1'
const supplies = '1.3.6.1.2.1.43.11.1.1'

if (kind === 'printer') {
  table(hrDevice, [
    [
      [2, OID, '1.3.6.1.2.1.25.3.1.5'],
      [3, OctetString, description],
      [5, Integer, is.deviceStatus],
    ],
  ])
  table(hrPrinter, [
    [
      [1, Integer, 3],
      [2, OctetString, Buffer.from(is.errorState, 'hex')],
    ],
  ])
  table('1.3.6.1.2.1.43.5.1.1', [[[17, OctetString, 'E78098C0N123456']]])
  table(
    supplies,
    [
      [
        [4, Integer, 3],
        [6, OctetString, 'Black toner'],
        [8, Integer, 100],
        [9, Integer, is.toner],
      ],
    ],
    [1],
  )
}

pretendDevice(is, ({ toner, errorState, deviceStatus }) => {
  if (kind !== 'printer') return
  mib.setTableSingleCell(hrDevice, 5, [1], deviceStatus)
  mib.setTableSingleCell(hrPrinter, 2, [1], Buffer.from(errorState, 'hex'))
  mib.setTableSingleCell(supplies, 9, [1, 1], toner)
})
