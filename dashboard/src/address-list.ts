/** An address as someone typed it in the recipients' field. */
export interface TypedAddress {
  text: string
  /** Looks like an address; the agent has the last word. */
  plausible: boolean
}

/** Splits what was typed at commas, semicolons, blanks and line feeds; doubles go, whatever their case. */
export function typedAddresses(text: string): TypedAddress[] {
  const parts = text.split(/[\s,;]+/u).filter((part) => part !== '')
  const once = new Map(parts.map((part) => [part.toLowerCase(), part]))
  return [...once.values()].map((part) => ({ text: part, plausible: /^[^@<>"]+@[^@<>"]+\.[^@<>".]+$/u.test(part) }))
}
