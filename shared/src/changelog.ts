/** A version of the changelog: its name, and under each heading what changed. */
export interface ChangedVersion {
  title: string
  parts: { title: string; items: string[] }[]
}

/** A reader looks for what is new, not for all that ever was. */
const newest = 5

/**
 * The newest versions of a text in the format of Keep a Changelog: `## version`, `### sort`, `- item`, whose lines may go
 * on. Everything else is left out; links and emphasis become their words.
 */
export function readChangelog(markdown: string): ChangedVersion[] {
  const versions: ChangedVersion[] = []
  for (const line of markdown.split('\n')) {
    const version = versions.at(-1)
    const part = version?.parts.at(-1)
    const [, heading] = /^## +(.+)$/u.exec(line) ?? []
    const [, sort] = /^### +(.+)$/u.exec(line) ?? []
    const [, item] = /^[-*] +(.+)$/u.exec(line) ?? []
    if (heading !== undefined) versions.push({ title: plain(heading), parts: [] })
    else if (sort !== undefined) version?.parts.push({ title: plain(sort), items: [] })
    else if (item !== undefined) part?.items.push(plain(item))
    else if (/^\s+\S/u.test(line) && part && part.items.length > 0) {
      part.items.push(`${part.items.pop() ?? ''} ${plain(line.trim())}`)
    }
  }
  return versions.filter(({ parts }) => parts.some(({ items }) => items.length > 0)).slice(0, newest)
}

const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/^\[([^\]]+)\]/u, '$1')
    .replace(/\*\*([^*]+)\*\*/gu, '$1')
    .trim()
