import { cleanText } from '@sereno/shared/field.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { escapeHtml as e, paint } from '../error-follow-up/html-paint.ts'
import { badge, heading, line, name, quiet, row } from '../error-follow-up/html-parts.ts'
import { wrap } from '../error-follow-up/text.ts'

/** What a letter lists under a heading. */
export interface LetterList {
  title: string
  items: readonly LetterItem[]
  /** What is left out: "and 3 more". */
  more?: string
}

export interface LetterItem {
  text: string
  kind?: Kind
  /** Below it, small: when, where, what to do. */
  notes?: readonly string[]
}

export interface LetterLink {
  label: string
  url: string
}

const longest = 300

const rule = 'padding:8px 24px 4px;border-top:1px solid #DDE2E7'

/** The items one below the other, each with a line above it. */
export const listHtml = ({ title, items, more }: LetterList): string =>
  [
    heading(title),
    ...items.map(({ text, kind, notes = [] }) =>
      row(
        line(`${kind === undefined ? '' : `${badge(kind, false)} `}${name(cleanText(text, longest))}`) +
          notes.map((note) => quiet(name(cleanText(note, longest)))).join(''),
        rule,
      ),
    ),
    ...(more === undefined ? [] : [row(quiet(e(more)))]),
  ].join('\n')

export const listText = ({ title, items, more }: LetterList): string =>
  [
    `${title.toUpperCase()}\n${'-'.repeat(Math.min(72, title.length))}`,
    ...items.map(({ text, kind, notes = [] }) =>
      [
        wrap(`- ${kind === undefined ? '' : `${kind}: `}${cleanText(text, longest)}`, '  '),
        ...notes.map((note) => wrap(`  ${cleanText(note, longest)}`, '  ')),
      ].join('\n'),
    ),
    ...(more === undefined ? [] : [more]),
  ].join('\n')

export const linkHtml = ({ label, url }: LetterLink): string =>
  quiet(`<a class="link" href="${e(url)}" style="color:#0B5CAD;font:14px/1.5 ${paint.font}">${e(label)}</a>`)
