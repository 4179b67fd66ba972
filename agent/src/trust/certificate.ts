import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509'
import type { Pair } from './pair.ts'
import { isAddress, type Scope } from './reach.ts'

const dayMs = 86_400_000
/** As many as a person keeps a tablet. */
const authorityDays = 3650
/** Apple refuses more than 825 of an authority that a person added, and browsers more than 398 of all others. */
const leafDays = 397
/** A device whose clock is behind sees it as valid, too. */
const backMs = dayMs

const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonName = '2.5.4.3'
const organisation = '2.5.4.10'

/** An authority of the box's own, which can vouch for nothing but the scope. */
export function makeAuthority(scope: Scope, now: number): Pair {
  const pair = newKeys()
  const generation = randomBytes(2).toString('hex').toUpperCase()
  const subject = nameOf(`Sereno ${scope.hosts[0]?.slice(0, 48)} ${generation}`)
  const until = now + authorityDays * dayMs
  const certificate = signed({
    subject,
    issuer: subject,
    until,
    now,
    publicKey: pair.publicKey,
    by: pair.privateKey,
    extensions: [
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.keyCertSign)),
      extension(id_ce_nameConstraints, true, constraintsOf(scope)),
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(pair.publicKey))),
    ],
  })
  return { certificate, key: pemOf(pair.privateKey) }
}

/** A certificate for a server with these names and addresses, by an authority. */
export function makeLeaf(authority: Pair, names: readonly string[], now: number): Pair {
  const issuer = AsnConvert.parse(authority.certificate, Certificate).tbsCertificate
  const pair = newKeys()
  const until = Math.min(now + leafDays * dayMs, issuer.validity.notAfter.getTime().getTime())
  const issuerKey = Buffer.from(AsnConvert.serialize(issuer.subjectPublicKeyInfo))
  const certificate = signed({
    // OpenSSL holds an address here against what the authority may say of names.
    subject: nameOf(names.find((name) => !isAddress(name))?.slice(0, 64) ?? 'Sereno'),
    issuer: issuer.subject,
    until,
    now,
    publicKey: pair.publicKey,
    by: createPrivateKey(authority.key),
    extensions: [
      extension(id_ce_basicConstraints, true, new BasicConstraints({ cA: false })),
      extension(id_ce_keyUsage, true, new KeyUsage(KeyUsageFlags.digitalSignature)),
      extension(id_ce_extKeyUsage, false, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, false, new SubjectAlternativeName(names.map(generalName))),
      extension(id_ce_subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(pair.publicKey))),
      extension(
        id_ce_authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuerKey)) }),
      ),
    ],
  })
  return { certificate, key: pemOf(pair.privateKey) }
}

interface Signing {
  subject: Name
  issuer: Name
  /** ms since 1970 */
  until: number
  now: number
  /** SubjectPublicKeyInfo, DER */
  publicKey: Buffer
  by: KeyObject
  extensions: Extension[]
}

function signed({ subject, issuer, until, now, publicKey, by, extensions }: Signing): Buffer {
  const algorithm = () => new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm(),
    issuer,
    validity: new Validity({ notBefore: new Date(wholeSecond(now - backMs)), notAfter: new Date(wholeSecond(until)) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions(extensions),
  })
  const signatureValue = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), by)
  return Buffer.from(
    AsnConvert.serialize(
      new Certificate({ tbsCertificate, signatureAlgorithm: algorithm(), signatureValue: bytesOf(signatureValue) }),
    ),
  )
}

/** Names only below ours, addresses only in our subnets; of a kind of which we have none, none at all. */
function constraintsOf({ hosts, subnets }: Scope): NameConstraints {
  const trees = (bases: readonly GeneralName[]) =>
    new GeneralSubtrees(bases.map((base) => new GeneralSubtree({ base })))
  const inSubnets = subnets.map((subnet) => new GeneralName({ iPAddress: subnet }))
  const permitted = [...hosts.map((host) => new GeneralName({ dNSName: host })), ...inSubnets]
  const everywhere = ['0.0.0.0/0', '::/0'].map((all) => new GeneralName({ iPAddress: all }))
  return new NameConstraints({
    permittedSubtrees: trees(permitted),
    ...(inSubnets.length === 0 && { excludedSubtrees: trees(everywhere) }),
  })
}

const generalName = (name: string) => new GeneralName(isAddress(name) ? { iPAddress: name } : { dNSName: name })

const extension = (extnID: string, critical: boolean, value: object) =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })

function nameOf(common: string): Name {
  const part = (type: string, text: string) =>
    new RelativeDistinguishedName([
      new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String: text }) }),
    ])
  return new Name([part(organisation, 'Sereno'), part(commonName, common)])
}

function newKeys(): { publicKey: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return { publicKey: publicKey.export({ type: 'spki', format: 'der' }), privateKey }
}

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** RFC 7093, method 4. */
const keyId = (publicKey: Buffer) => bytesOf(createHash('sha256').update(publicKey).digest().subarray(0, 20))

/** Positive, of the same length always, and never to be guessed. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytesOf(bytes)
}

const wholeSecond = (ms: number) => Math.floor(ms / 1000) * 1000
const bytesOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer
