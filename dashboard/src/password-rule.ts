/** The parts of the password rule that can be ticked while someone types; the agent also refuses the commonest ones. */
export const passwordTicks = {
  length: (text: string) => Array.from(text).length >= 10,
  lower: (text: string) => /\p{Ll}/u.test(text),
  upper: (text: string) => /\p{Lu}/u.test(text),
  digit: (text: string) => /\p{Nd}/u.test(text),
} as const
export type PasswordTick = keyof typeof passwordTicks
