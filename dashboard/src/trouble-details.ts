import type { Trouble } from './api.ts'

/** What someone who helps needs to know of a trouble, as plain text; no words of the page, nothing that was typed. */
export const troubleDetails = (trouble: Trouble, page: string, at: Date): string =>
  [
    `Sereno: ${trouble.status === 0 ? 'no answer' : trouble.status} ${trouble.code}`,
    ...(trouble.instance === undefined ? [] : [`Occurrence: ${trouble.instance}`]),
    `Page: ${page}`,
    `Time: ${at.toISOString()}`,
    `Text: ${trouble.title}. ${trouble.detail}`.slice(0, 500),
    ...trouble.errors.slice(0, 20).map(({ path, message }) => `Field ${path}: ${message}`),
  ].join('\n')
