import { type Kind, severity } from '@sereno/shared/kind.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Digest, DigestRow } from './digest-shape.ts'

const columns = 72

/** The digest as plain text of 72 columns; holds all that the HTML part holds. */
export function renderText(digest: Digest): string {
  const title = (key: Parameters<typeof say>[1]) => underline(say(digest.language, key))
  const parts = [
    wrap(digest.lead),
    [wrap(digest.verdict), wrap(`${digest.venue}, ${digest.period}`)].join('\n'),
    [title('mail.digest.counters'), ...digest.counters.map(counterLine)].join('\n'),
  ]
  if (digest.open.length > 0) {
    const open = digest.open.map((one) => wrap(`${one.kind}  ${one.device}: ${one.text}`, '  '))
    parts.push([title('mail.digest.open'), ...open, ...tail(digest.moreOpen)].join('\n'))
  }
  if (digest.rows.length > 0) {
    parts.push([title('mail.digest.devices'), ...deviceBlocks(digest), ...tail(digest.moreRows)].join('\n'))
  }
  if (digest.file !== null) parts.push(wrap(digest.file))
  parts.push([underline(digest.timelineTitle), ...timelineLines(digest)].join('\n'))
  if (digest.comparison !== null) parts.push([title('mail.digest.compare'), wrap(digest.comparison)].join('\n'))
  if (digest.trend !== null) parts.push([title('mail.digest.trend'), wrap(digest.trend)].join('\n'))
  parts.push(digest.why.map((line) => wrap(line)).join('\n'))
  parts.push([...digest.links.map(({ text, url }) => `${text}:\n${url}`), wrap(digest.linksNote)].join('\n'))
  parts.push(wrap(digest.health))
  return `${parts.join('\n\n')}\n`
}

const underline = (title: string): string => `${title.toUpperCase()}\n${'-'.repeat(Math.min(columns, title.length))}`
const tail = (more: string | null): string[] => (more ? [`  ${more}`] : [])

const counterLine = ({ kind, count, meaning }: Digest['counters'][number]): string =>
  wrap(`${String(count).padStart(5)}  ${kind.padEnd(7)}  ${meaning}`, ' '.repeat(16))

function deviceBlocks(digest: Digest): string[] {
  return digest.rows.flatMap((row, index) => {
    const first = index === 0 || digest.rows[index - 1]?.device !== row.device
    return [...(first ? [wrap(row.device)] : []), ...rowLines(digest, row)]
  })
}

function rowLines(digest: Digest, row: DigestRow): string[] {
  const lines = [wrap(`  ${row.kind}: ${row.cause}`, '    '), wrap(`    ${row.when}`, '    ')]
  if (row.message !== '') lines.push(wrap(`    ${row.message}`, '    '))
  if (row.advice !== '') lines.push(wrap(`    ${say(digest.language, 'mail.digest.advice')}: ${row.advice}`, '    '))
  if (row.explains) lines.push(wrap(`    ${row.explains}`, '    '))
  return lines
}

/** Three characters for each cell: 24 cells are 72 columns. */
function timelineLines(digest: Digest): string[] {
  const hours = digest.timeline.map(({ hour }) => `${hour} `).join('')
  const cells = digest.timeline.map(({ kind }) => ` ${letterOf(kind)} `).join('')
  return [hours.trimEnd(), cells.trimEnd(), wrap(digest.timelineKey)]
}

/** `E`, `F`, `O`, `R`; a dot is a quiet hour. */
export const letterOf = (kind: Kind | null): string => (kind && severity.includes(kind) ? kind.charAt(0) : '·')

/** Breaks at blanks before the last column; a word that is longer stands alone. */
export function wrap(text: string, indent = ''): string {
  const lead = /^ */u.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = lead
  for (const word of text.slice(lead.length).split(/(?<=\S) /u)) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`
    if (longer.length <= columns || line.trim() === '') line = longer
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line].join('\n')
}
