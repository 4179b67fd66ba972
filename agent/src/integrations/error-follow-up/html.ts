import { say, type WordKey } from '@sereno/shared/locales/index.ts'
import type { Digest, DigestRow } from './digest-shape.ts'
import { escapeHtml as e, paint } from './html-paint.ts'
import { badge, heading, line, mailPage, name, opening, paragraph, quiet, row, table } from './html-parts.ts'
import { letterOf } from './text.ts'

const { font, kinds } = paint

/**
 * The digest as HTML for mail programs: hand-written tables 600 px wide, inline style, nothing remote. It is light; mail
 * programs that know `prefers-color-scheme` turn it dark by the classes. Kinds are told by word, letter and colour.
 */
export function renderHtml(digest: Digest): string {
  const title = (key: WordKey) => heading(say(digest.language, key))
  const body = [
    top(digest),
    counters(digest),
    ...(digest.open.length > 0 ? [title('mail.digest.open'), openList(digest)] : []),
    ...(digest.rows.length > 0 ? [title('mail.digest.devices'), deviceList(digest)] : []),
    ...(digest.file === null ? [] : [row(quiet(name(digest.file)))]),
    heading(digest.timelineTitle),
    timeline(digest),
    ...(digest.comparison === null ? [] : [title('mail.digest.compare'), row(paragraph(digest.comparison))]),
    ...(digest.trend === null ? [] : [title('mail.digest.trend'), row(paragraph(digest.trend))]),
    foot(digest),
  ].join('\n')
  return mailPage({ language: digest.language, subject: digest.subject, lead: digest.lead, body })
}

function top(digest: Digest): string {
  return opening(digest.lead, paragraph(digest.verdict) + quiet(`${name(digest.venue)}, ${e(digest.period)}`))
}

/** Two in a row, so that their words fit on a phone. */
function counters(digest: Digest): string {
  const cells = digest.counters.map(
    ({ kind, count, meaning }) =>
      `<td class="box" width="50%" valign="top" style="padding:8px 12px;border:1px solid #DDE2E7;font:13px/1.4 ${font}">` +
      `<span class="ink" style="font:600 28px/1.2 ${font};color:#17202A">${count}</span> &nbsp;` +
      `${badge(kind, count > 0)}<br><span class="muted" style="color:#556270">${e(meaning)}</span></td>`,
  )
  const rows = cells.flatMap((cell, index) => (index % 2 === 0 ? [`<tr>${cell}${cells[index + 1] ?? ''}</tr>`] : []))
  return row(table(rows.join('')), 'padding:8px 24px')
}

function openList(digest: Digest): string {
  const rows = digest.open.map(({ device, kind, text }) =>
    line(`${badge(kind, true)} <strong>${name(device)}</strong>: ${e(text)}`),
  )
  return row(rows.join('') + (digest.moreOpen ? quiet(e(digest.moreOpen)) : ''))
}

function deviceList(digest: Digest): string {
  const rows = digest.rows.map((one, index) => deviceRow(digest, one, digest.rows[index - 1]?.device !== one.device))
  return rows.join('\n') + (digest.moreRows ? row(quiet(e(digest.moreRows))) : '')
}

/** Many rows make most of the mail's size: its fonts and colours are set once on the cell. */
function deviceRow(digest: Digest, one: DigestRow, first: boolean): string {
  const small = [one.when, one.message, one.explains ?? ''].filter((text) => text !== '').map(e)
  const advice = one.advice === '' ? '' : `<br>${e(`${say(digest.language, 'mail.digest.advice')}: ${one.advice}`)}`
  const place = first ? 'padding:8px 24px;border-top:1px solid #DDE2E7' : 'padding:0 24px 8px'
  return (
    `<tr><td class="box ink" style="${place};font:16px/1.5 ${font};color:#17202A;overflow-wrap:anywhere">` +
    (first ? `<b>${name(one.device)}</b><br>` : '') +
    `${badge(one.kind, false)} ${e(one.cause)}<br>` +
    `<span class="muted" style="font-size:14px;color:#556270">${small.join('<br>')}</span>` +
    `<span style="font-size:14px">${advice}</span></td></tr>`
  )
}

/** Two rows of twelve, so that the hours can be read on a phone. */
function timeline(digest: Digest): string {
  const half = digest.timeline.length / 2
  const rows = [digest.timeline.slice(0, half), digest.timeline.slice(half)].map(
    (cells) => `<tr>${cells.map(hourCell).join('')}</tr><tr>${cells.map(kindCell).join('')}</tr>`,
  )
  return row(`${table(rows.join(''))}${quiet(e(digest.timelineKey))}`, 'padding:4px 24px')
}

const hourCell = ({ hour }: Digest['timeline'][number]): string =>
  `<td class="muted" align="center" style="font:12px/20px ${font};color:#556270">${e(hour)}</td>`

function kindCell({ kind }: Digest['timeline'][number]): string {
  const look = kind ? `background:${kinds[kind].fill};color:${kinds[kind].ink}` : 'color:#556270'
  const name = kind ? `${kind.toLowerCase()}-on` : 'muted'
  return `<td class="box ${name}" align="center" style="border:1px solid #DDE2E7;font:600 14px/24px ${font};${look}">${letterOf(kind)}</td>`
}

function foot(digest: Digest): string {
  const links = digest.links.map(
    ({ text, url }) => `<a class="link" href="${e(url)}" style="color:#0B5CAD">${e(text)}</a>`,
  )
  return row(
    quiet(links.join(' &nbsp; ')) +
      [digest.linksNote, ...digest.why, digest.health].map((text) => quiet(e(text))).join(''),
    'padding:20px 24px 24px',
  )
}
