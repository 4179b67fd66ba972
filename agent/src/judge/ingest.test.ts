import type { Kind } from '@sereno/shared/kind.ts'
import { expect, test } from 'vitest'
import { kindOfText } from './ingest.ts'

const table: [text: string, kind: Kind | null][] = [
  ['Cancel retry!', 'Retry'],
  ['Cashier charge failed', 'Fail'],
  ['Cannot lock because it is locked by Ana', 'Error'],
  ['Retrying print after failure', 'Retry'],
  ['Reintentando imprimir', 'Retry'],
  ['REINTENTO 3', 'Retry'],
  ['Повторная попытка печати', 'Retry'],
  ['The Internet connection appears to be offline', 'Offline'],
  ['No internet: error -1009', 'Offline'],
  ['Printer is not connected', 'Offline'],
  ['Sin conexión con la impresora', 'Offline'],
  ['sin conexio\u0301n', 'Offline'],
  ['Sense connexió', 'Offline'],
  ['нет соединения с принтером', 'Offline'],
  ['connection timed out', 'Offline'],
  ['read timeout', 'Offline'],
  ['Request time out', 'Offline'],
  ['Host is down', 'Offline'],
  ['network unreachable, failed', 'Offline'],
  ['Ticket not printed', 'Fail'],
  ['Could not print ticket 12', 'Fail'],
  ['Fallo de impresión', 'Fail'],
  ['La impresión falló', 'Fail'],
  ['сбой печати', 'Fail'],
  ['Access denied', 'Error'],
  ['Token expired', 'Error'],
  // Parts of words say nothing.
  ['retryable', null],
  ['errors were none', null],
  ['The terror of the night', null],
  ['failover is ready', null],
  ['offlined', null],
  ['сбойный', null],
  ['connection_error_count=0', null],
  ['Table 4 was charged', null],
  ['', null],
]

test.for(table)('%s: %s', ([text, kind]) => expect(kindOfText(text)).toBe(kind))
