import { cleanText } from '@sereno/shared/field.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { enterpriseOf } from '../probes/snmp-makers.ts'
import { makerOf } from './makers.ts'
import { familyIn, vendorIn, withoutVendor } from './vendor-words.ts'

export interface Names {
  vendor: string | null
  model: string | null
  serial: string | null
}

type Told = Pick<IdentityFact, 'vendor' | 'model' | 'serial' | 'description' | 'objectId'>

/**
 * Maker, model and serial number as people write them, from what a device says of itself. The maker is whose name is on
 * it (its description), before whose number it has: printers are sold under other names.
 */
export function namesOf({ vendor: said, model: named, serial: number, description, objectId }: Told): Names {
  const told = description ?? ''
  const vendor =
    first([told, named ?? '', said ?? ''], vendorIn) ??
    makerOf(enterpriseOf(objectId))?.vendor ??
    first([named ?? '', told, hostOf(told)], familyIn) ??
    (said === null ? null : cleanText(said, 40))
  const serial = cleanSerial(number) ?? serialIn(told)
  const own = modelFrom(named, vendor, serial)
  const inWords = modelFrom(described(told), vendor, serial)
  // A family without a number says less than the description that begins with it.
  const isFamily = own !== null && !/\d/u.test(own) && inWords?.startsWith(own) === true
  const model = isFamily ? inWords : (own ?? inWords)
  return { vendor, model, serial }
}

const first = (texts: readonly string[], find: (text: string) => string | null): string | null =>
  texts.map(find).find((found) => found !== null) ?? null

/** What a Linux calls itself behind its own name (uname): a host name, of some devices their product. */
const hostOf = (description: string): string => /^linux\s+(.*)$/iu.exec(description)?.[1] ?? ''

/** Serial numbers that stand for none. */
const noSerial = /^(?:[x0*?.-]+|unknown|none|n\/?a|not .*|default.*|1234567890?|<.*>)$/iu

function cleanSerial(text: string | null): string | null {
  const serial = cleanText(text ?? '', 64)
  return serial === '' || noSerial.test(serial) ? null : serial
}

/** `SN:VNB3J99999` of HP, `S/N AAA` of Samsung; not a management card's own. */
const serialIn = (description: string): string | null =>
  /\bcard\b/iu.test(description)
    ? null
    : cleanSerial(/(?:^|[\s,;])S\/?N[:\s]\s*([A-Z0-9]{6,24})(?=$|[\s,;])/u.exec(description)?.[1] ?? null)

/** What a description that names no product begins with. */
const noProduct =
  /^(?:linux|freebsd|darwin|openbsd|netbsd|windows|hardware:|software:|ups local|generic|unknown|-|none|sun snmp|snmp|embedded|pfsense|opnsense|cisco adaptive|vmware)/iu

/** The product within a description (sysDescr), as its makers write it; `null` where it holds none. */
function described(text: string): string | null {
  const labelled =
    /\bPID:([^,;]+)/u.exec(text)?.[1] ?? // HP
    /\bAttached to ([^:;]+?)(?: Rev\.|\s*:|$)/u.exec(text)?.[1] ?? // OKI
    /\bMODEL:\s*([^),;]+)/iu.exec(text)?.[1] ?? // Aruba, DrayTek and others
    /\bSoftware(?: \[[^\]]*\])?, ([\w-]+) Software \(/u.exec(text)?.[1] // Cisco
  if (labelled) return labelled
  const host = hostOf(text)
  if (familyIn(host) !== null || /^(?:tp-link|teltonika)\b/iu.test(host)) {
    return host.replace(/^(tp-link|teltonika)[- ]/iu, '$1 ').replace(/\s+\d.*$/u, '')
  }
  return noProduct.test(text) ? null : text
}

/** Where what follows is no longer the model: versions, builds, parts of the system, other languages it speaks. */
const ends: readonly RegExp[] = [
  /\s+\/\s.*$/u,
  /[;,].*$/u,
  /\s+\/[A-Z]$/u,
  /\s+(?:ver(?:sion)?|firmware|fw|rev|release|os|kernel|software|build|prom)\b[\s.:]*v?\d.*$/iu,
  /\s+version\b.*$/iu,
  /\s+v\d[\w.-]*(?:\s.*)?$/iu,
  /\s+\d+\.\d[\w.]*(?:\s.*)?$/u,
  /\s+Rev\..*$/u,
  /\s+[A-Z]{2}\.\d{2}\.\d.*$/u,
  /\s+huawei versatile.*$/iu,
  /-\d{3}dpi\b.*$/iu,
  /\s+\*\d+$/u,
  /\s+[A-Z]{2}\d*\.[A-Z0-9]+\.[A-Z0-9]+$/u,
  /\s+series\s*$/iu,
]

/** A description of what a thing is, rather than which one. */
const onlyWords =
  /^(?:ethernet multi-environment.*|built-in.*|internal.*|(?:(?:wired|wireless) ps|.*\bprint ?server).*|ios software.*|firmware.*|nc-\d+\w*|network (?:printer|projector|attached.*)|printer|snmp.*|network management card.*|web\/snmp.*|router|switch|nwa-?)$/iu

function modelFrom(text: string | null, vendor: string | null, serial: string | null): string | null {
  if (text === null) return null
  let model = cleanText(text, 200).replace(/\((?:R|TM|C)\)/giu, '')
  if (vendor !== null) model = withoutVendor(model, vendor)
  // Some put their serial number, and then their firmware, behind the model.
  const at = serial === null ? -1 : model.split(' ').findIndex((word) => word.length >= 5 && serial.startsWith(word))
  if (at > 0) model = model.split(' ').slice(0, at).join(' ')
  for (const end of ends) model = model.replace(end, '')
  model = model
    .replace(/^(?:router )?model\s*[:=]\s*/iu, '')
    .replace(/^FG([TR])_/u, (_, kind) => (kind === 'R' ? 'FortiGate Rugged ' : 'FortiGate '))
    .replace(/^FWF_/u, 'FortiWiFi ')
    .trim()
  model = withoutKind(model)
  const says = /[\p{L}\p{N}]/u.test(model) && !onlyWords.test(model)
  return says && model.toLowerCase() !== vendor?.toLowerCase() ? cleanText(model, 80) : null
}

/** Words behind or before a number that tell the kind of device again: `SG350-28 28-Port Gigabit Managed Switch`. */
const kindWords =
  /^(?:switch|router|ethernet|gigabit|fast|managed|smart|cloud|access|point|ap|wireless|prosafe|internet|firewall|linux|with|poe\+?|and|sfp|uplinks?|ports?|\d+-port|l[23]\+?|\d+)$/iu

function withoutKind(model: string): string {
  const [first = '', ...rest] = model.replace(/^(?:wireless )?access point (?=\S*\d)/iu, '').split(' ')
  const isNumber = /\d/u.test(first) && /[a-z]/iu.test(first) && !kindWords.test(first)
  return isNumber && rest.every((word) => kindWords.test(word)) ? first : [first, ...rest].join(' ')
}
