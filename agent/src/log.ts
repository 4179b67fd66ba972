import { pino } from 'pino'

/** What the rooms log with; handed in. Secrets never go into it. */
export interface Log {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** JSON lines on standard output, as journald and other collectors like them. */
export const makeLog = (level: string): Log => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
