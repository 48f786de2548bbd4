import { type DestinationStream, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Paths that never reach a log line, whatever object is logged. */
const SECRETS = ['password', 'secret', 'ticket', 'token', 'code', 'cookie', 'authorization'];

/**
 * JSON lines to standard output. One `info` a lifecycle change; `debug` for what helps to find a fault.
 * @param name the process: `server`, `media-engine` …
 * @param level default `info`
 */
export function createLogger(
  name: string,
  level: LoggerOptions['level'] = 'info',
  destination?: DestinationStream,
): import('pino').Logger {
  const options: LoggerOptions = {
    name,
    level,
    redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
