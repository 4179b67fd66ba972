import { describe, expect, it } from 'vitest'
import { makeNamedPrinter } from './named-printer.ts'

const device = (id: string, type: 'printer' | 'ipad', name: string, address: string | null) => ({
  id,
  type,
  name,
  address,
})
const named = makeNamedPrinter(
  [
    device('kitchen', 'printer', 'Kitchen printer', '192.168.1.5'),
    device('bar', 'printer', 'Bar', '192.168.1.50'),
    device('host', 'printer', 'Terraza (1º)', 'till.local'),
    device('twin-1', 'printer', 'Twin', null),
    device('twin-2', 'printer', 'Twin', null),
    device('pad', 'ipad', 'Bar iPad', '192.168.1.9'),
  ],
  ['Bar Pepe', ''],
)

describe('the printer of which a text speaks', () => {
  it.each([
    ['Could not print at KITCHEN PRINTER', 'kitchen'],
    ['Ticket 14 failed (192.168.1.5:9100)', 'kitchen'],
    ['Print failed: 192.168.1.50.', 'bar'],
    ['Fallo al imprimir en «Terraza (1º)»', 'host'],
    ['till.local did not print', 'host'],
    ['Bar iPad: print failed at Bar', 'bar'],
    ['Kitchen printer, 192.168.1.5: failed', 'kitchen'],
  ])('is told by its full name or address: %s', (text, id) => expect(named(text)).toBe(id))

  it.each([
    ['the venue or an iPad has it in its name', 'Bar Pepe: Bar iPad could not print'],
    ['it is part of a word', 'The barman could not print'],
    ['an address goes on', 'Print failed: 192.168.1.51, 10.192.168.1.5'],
    ['a host name goes on', 'not-till.local and till.local.example failed'],
    ['two are named', 'Neither Kitchen printer nor Bar printed'],
    ['two bear the name', 'Twin could not print'],
    ['none is named', 'Ticket 14 could not be printed'],
  ])('is nobody where %s', (_, text) => expect(named(text)).toBeNull())
})
