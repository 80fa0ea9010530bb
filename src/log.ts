import { pino, type Logger } from 'pino';

/**
 * One JSON line an event, on standard output. Errors keep their code, message and stack; no header, cookie, form
 * or query is ever logged, so that no token or name can be.
 */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
