/** What a command's exit code says; the same for every command. */
export const exitCodes = {
  fine: 0,
  unexpected: 1,
  wrongUsage: 2,
  /** It ran, and found something wrong. */
  foundProblems: 3,
  unreachable: 4,
  notAllowed: 5,
  notFound: 6,
  timedOut: 7,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
