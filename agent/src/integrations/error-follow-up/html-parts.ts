import type { Language } from '@sereno/shared/field.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { escapeHtml as e, paint } from './html-paint.ts'

const { font, kinds } = paint

/** The frame of every mail: light, and dark where the program knows; `lead` is shown beside the subject, not in the mail. */
export const mailPage = (mail: { language: Language; subject: string; lead: string; body: string }): string =>
  `<!DOCTYPE html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${e(mail.subject)}</title>
<style>${paint.sheet}</style>
</head>
<body class="bg" style="margin:0;padding:0;background:#F4F6F8">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${e(mail.lead)}${'&#847; &zwnj; '.repeat(20)}</div>
<table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" style="background:#F4F6F8"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:#FFFFFF;border:1px solid #DDE2E7;border-radius:8px">
${mail.body}
</table>
</td></tr></table>
</body>
</html>
`

export const row = (cell: string, style = 'padding:4px 24px'): string =>
  `<tr><td class="box" style="${style}">${cell}</td></tr>`

export const paragraph = (text: string, size = 16): string =>
  `<p class="ink" style="margin:0 0 4px;font:${size}px/1.5 ${font};color:#17202A">${e(text)}</p>`

/** What a mail begins with: its first line, large, and what belongs to it. */
export const opening = (lead: string, rest: string): string =>
  row(
    `<p class="ink" style="margin:0 0 8px;font:600 20px/1.4 ${font};color:#17202A;overflow-wrap:anywhere">${name(lead)}</p>${rest}`,
    'padding:24px 24px 8px',
  )

export const quiet = (html: string): string =>
  `<p class="muted" style="margin:0 0 4px;font:14px/1.5 ${font};color:#556270">${html}</p>`

export const heading = (text: string): string =>
  row(
    `<h2 class="ink" style="margin:0;font:600 16px/1.5 ${font};color:#17202A">${e(text)}</h2>`,
    'padding:20px 24px 4px',
  )

/** A device's name may be in any script; it must not turn the words around it. */
export const name = (text: string): string => `<bdi>${e(text)}</bdi>`

export const badge = (kind: Kind, filled: boolean): string => {
  const { fill, ink, text } = kinds[kind]
  const colours = filled ? `background:${fill};color:${ink}` : `color:${text}`
  const look = `display:inline-block;padding:0 8px;border:1px solid ${fill};border-radius:8px;font:600 14px/22px ${font}`
  return `<span class="${kind.toLowerCase()}${filled ? '-on' : ''}" style="${look};${colours}">${kind}</span>`
}

export const table = (rows: string): string =>
  `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed">${rows}</table>`

export const line = (html: string): string =>
  `<p class="ink" style="margin:0 0 8px;font:16px/1.5 ${font};color:#17202A;overflow-wrap:anywhere">${html}</p>`
