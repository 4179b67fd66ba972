import { setImmediate } from 'node:timers/promises'
import type { AttachmentType } from '@sereno/shared/ticket.ts'

const pieceBytes = 64 * 1024

const begins: readonly [AttachmentType, readonly number[]][] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

/** What a file is, by its bytes alone; `null` for anything that we do not take. */
export async function fileType(bytes: Uint8Array): Promise<AttachmentType | null> {
  for (const [type, beginning] of begins) {
    if (bytes.length > beginning.length && beginning.every((byte, at) => bytes[at] === byte)) return type
  }
  const latin = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes.length > 12 && latin(0, 4) === 'RIFF' && latin(8, 12) === 'WEBP') return 'image/webp'
  return (await isText(bytes)) ? 'text/plain' : null
}

/** Looked through piece by piece: nobody else waits for all of a large one. */
async function isText(bytes: Uint8Array): Promise<boolean> {
  if (bytes.length === 0) return false
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      if (at > 0) await setImmediate()
      const piece = bytes.subarray(at, at + pieceBytes)
      const text = decoder.decode(piece, { stream: at + pieceBytes < bytes.length })
      if (/[^\P{Cc}\t\n\f\r]/u.test(text)) return false
    }
    return true
  } catch {
    return false
  }
}

const endings: Record<AttachmentType, readonly string[]> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'csv'],
}

/** The name of a file as any system takes it: no folders, nothing unseen, and an ending that says what it is. */
export function fileNameOf(given: string, type: AttachmentType): string {
  const plain = given
    .toWellFormed()
    .replace(/^.*[/\\]/u, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*%;]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const [, stem = plain, ending = ''] = /^(.*)\.([A-Za-z0-9]{1,8})$/u.exec(plain) ?? []
  const name = Array.from(stem.replace(/^[.\s]+|[.\s]+$/gu, ''))
    .slice(0, 80)
    .join('')
  const fits = endings[type].includes(ending.toLowerCase())
  return `${name === '' ? 'file' : name}.${fits ? ending.toLowerCase() : endings[type][0]}`
}

/** A header that has a browser save a file under its name, and never show it (RFC 6266). */
export const dispositionOf = (name: string): string =>
  `attachment; filename="${name.replace(/[^ -~]|["\\%]/gu, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)}`
