import { cleanText } from '@sereno/shared/field.ts'

/** What an IEEE 1284 device ID says; a printer gives it over SNMP, IPP (printer-device-id) and USB. */
export interface DeviceId {
  vendor: string | null
  model: string | null
  serial: string | null
  /** Its class is printer. */
  isPrinter: boolean
}

/**
 * Reads an IEEE 1284 device ID, such as `MFG:Brother;CMD:PJL,PCL;MDL:MFC-8440;CLS:PRINTER;`. Its keys have a short and a
 * long form, any case; unknown ones are left out.
 */
export function readDeviceId(text: string): DeviceId {
  const fields = new Map<string, string>()
  for (const field of text.slice(0, 2000).split(';')) {
    const colon = field.indexOf(':')
    if (colon > 0) fields.set(field.slice(0, colon).trim().toUpperCase(), cleanText(field.slice(colon + 1), 100))
  }
  const first = (...keys: string[]) => keys.map((key) => fields.get(key)).find((value) => value) ?? null
  return {
    vendor: first('MFG', 'MANUFACTURER', 'MANUFACTURE', 'MFR'),
    model: first('MDL', 'MODEL', 'DES', 'DESCRIPTION'),
    serial: first('SN', 'SERN', 'SER', 'SERIALNUMBER'),
    isPrinter: /^printer$/iu.test(first('CLS', 'CLASS') ?? ''),
  }
}
