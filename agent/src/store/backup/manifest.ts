import { moment } from '@sereno/shared/field.ts'
import { z } from 'zod'
import { keyName } from '../sealed.ts'

/** What is in an archive beside its manifest; nothing else is ever taken out of one. */
export const archived = ['venue.json', keyName, 'sereno.db'] as const
export type Archived = (typeof archived)[number]

export const manifestName = 'manifest.json'
/** Of the archive as such; a program knows those up to its own. From 2 on the key of the secrets may be in it. */
export const formatNow = 2

const file = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/u), bytes: z.number().int().min(0) })

/** The first file of a backup: what made it, when, of whom, and by what each other file is known to be whole. */
export const manifest = z.strictObject({
  format: z.number().int().min(1).max(formatNow),
  venue: z.string().max(80),
  madeAt: moment,
  version: z.string().max(40),
  /** Of the database. */
  schema: z.number().int().min(1),
  /** A box that has sealed nothing has no key. */
  files: z.strictObject({ 'venue.json': file, [keyName]: file.optional(), 'sereno.db': file }),
})
export type Manifest = z.infer<typeof manifest>

/** Enough to know one of a newer format, whose other fields we cannot know. */
export const anyManifest = z.object({ format: z.number().int().min(1) })
