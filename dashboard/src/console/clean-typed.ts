/** A text without characters that nobody sees and the agent refuses: they come with what is pasted, and are no reason to stop. */
export const cleanTyped = (text: string): string =>
  text.toWellFormed().replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
