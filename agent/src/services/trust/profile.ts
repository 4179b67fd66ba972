import { createHash } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { House } from '../house.ts'

/**
 * The authority as a configuration profile (Apple, Device Management: `CertificateRoot`). Its identifiers come from the
 * certificate alone, so that the same authority installed twice stays one, and a new one stands beside the old.
 */
export async function trustProfile(house: House, language: Language): Promise<string | null> {
  const certificate = await house.trust.give()
  const { authority } = house.trust.view()
  if (certificate === null || authority === null) return null
  const venue = house.book.read().venue.name
  const title = venue === '' ? 'Sereno' : `Sereno · ${venue}`
  const id = authority.fingerprint.replaceAll(':', '').slice(0, 16).toLowerCase()
  const payload = dict([
    ['PayloadCertificateFileName', text('sereno.crt')],
    ['PayloadContent', `<data>${certificate.toString('base64')}</data>`],
    ['PayloadDescription', text(say(language, 'device.trust.payload', { hosts: authority.hosts.join(', ') }))],
    ['PayloadDisplayName', text(authority.name)],
    ['PayloadIdentifier', text(`sereno.trust.${id}.root`)],
    ['PayloadType', text('com.apple.security.root')],
    ['PayloadUUID', text(uuidOf(certificate, 'root'))],
    ['PayloadVersion', '<integer>1</integer>'],
  ])
  const profile = dict([
    ['PayloadContent', `<array>${payload}</array>`],
    ['PayloadDescription', text(say(language, 'device.trust.profile', { hosts: authority.hosts.join(', ') }))],
    ['PayloadDisplayName', text(title)],
    ['PayloadIdentifier', text(`sereno.trust.${id}`)],
    ['PayloadOrganization', text('Sereno')],
    ['PayloadRemovalDisallowed', '<false/>'],
    ['PayloadType', text('Configuration')],
    ['PayloadUUID', text(uuidOf(certificate, 'profile'))],
    ['PayloadVersion', '<integer>1</integer>'],
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${profile}</plist>
`
}

const dict = (entries: readonly [key: string, value: string][]) =>
  `<dict>${entries.map(([key, value]) => `<key>${key}</key>${value}`).join('\n')}</dict>`

const text = (words: string) => `<string>${escaped(words)}</string>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
/** What XML knows no way to write is left out. */
const escaped = (words: string) =>
  words
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/gu, (one) => entities[one] ?? '')

/** A UUID of its own for each part of the same certificate (RFC 9562, version 8). */
function uuidOf(certificate: Buffer, part: string): string {
  const hex = createHash('sha256').update(certificate).update(part).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)]
    .join('-')
    .toUpperCase()
}
