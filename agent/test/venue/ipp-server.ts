/**
 * A print service as a program of its own, so that it can live in a namespace: answers Get-Printer-Attributes on a port.
 * CUPS' own (`startIppPrinter`) never says that it has stopped. Each line of its input is a JSON document of its condition
 * and is answered with `ok` once it is in force.
 */
import { createInterface } from 'node:readline'
import { ippFields, ippPrinter } from '../fakes/ipp-printer.ts'

const [port = '631'] = process.argv.slice(2)
const printer = await ippPrinter({ address: '0.0.0.0', port: Number(port), fields: ippFields() })
console.log('ready')
createInterface({ input: process.stdin }).on('line', (line) => {
  printer.options.fields = ippFields(JSON.parse(line) as Parameters<typeof ippFields>[0])
  console.log('ok')
})
