import { type DestinationStream, pino } from 'pino'

/** What the rooms log with; handed in. Secrets never go into it. */
export interface Log {
  debug(facts: object, message: string): void
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** JSON lines on standard output, as journald and other collectors like them; or to where a person reads them. */
export const makeLog = (level: string, destination?: DestinationStream): Log =>
  pino(
    // A fault is told with its kind and place, under whatever name it comes.
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { fault: pino.stdSerializers.err } },
    destination ?? pino.destination(1),
  )

/** The same for a person at a terminal: a line each, with the time of day. */
export async function makeTerminalLog(level: string): Promise<Log> {
  const { default: pretty } = await import('pino-pretty')
  return makeLog(level, pretty({ colorize: process.env.NO_COLOR === undefined, translateTime: 'SYS:HH:MM:ss' }))
}
