/** Text for searching: any case, without accents, in any script (`É` as `e`, `Ё` as `е`). */
export const fold = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')

/** What a search finds an entry by. Of the detail only the values: its names are ours, and nobody looks for them. */
export function sought(parts: (string | null)[], detail: unknown): string {
  const texts = parts.filter((part) => part !== null)
  collect(detail, texts, 4)
  return fold(texts.join('\n').slice(0, 2000))
}

function collect(value: unknown, texts: string[], depth: number): void {
  if (typeof value === 'string') texts.push(value)
  else if (typeof value === 'number') texts.push(String(value))
  else if (typeof value === 'object' && value !== null && depth > 0)
    for (const inner of Object.values(value)) collect(inner, texts, depth - 1)
}
