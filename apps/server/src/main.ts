import { systemClock } from '@rem/kit';
import { createLogger, type Logger } from '@rem/kit/logger';
import { createEmbeddedEngine, createJanusEngine, type MediaEngine, mediaSocketPath } from '@rem/media';
import { RemError } from '@rem/protocol';
import { migrate, openStore, SchemaTooNewError } from '@rem/store';
import { ConfigError, readConfig, type ServerConfig } from './config.ts';
import { type RunningServer, startServer } from './wiring.ts';

/** Exit codes: told apart by who starts us. */
const FAILED = 1;
const BAD_CONFIG = 2;
const DATABASE_NEWER = 3;

const config = configOrExit();
const logger = createLogger('server', config.logLevel);

// What nobody expected may have left anything half done: the supervisor starts us again, and the store knows all.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    logger.fatal({ err: error }, event);
    process.exit(FAILED);
  });
}

const server = await start().catch((error: unknown) =>
  exit(error instanceof SchemaTooNewError ? DATABASE_NEWER : FAILED, sentence(error)),
);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(FAILED);
    stopping = true;
    logger.info({ signal }, 'stopping');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => exit(FAILED, sentence(error)),
    );
  });
}
logger.info(
  { port: server.port, bind: config.bind, address: config.address, media: config.media.kind },
  'ready',
);

async function start(): Promise<RunningServer> {
  await migrate(config.databaseUrl, { logger });
  const store = openStore({ url: config.databaseUrl, logger });
  const engine = engineOf(config, logger);
  return startServer({ config, store, engine, clock: systemClock, logger });
}

function engineOf({ media }: ServerConfig, log: Logger): MediaEngine {
  const { kind, ...options } = media;
  const child = log.child({ engine: kind });
  if ('url' in options) return createJanusEngine({ ...options, logger: child });
  const socketPath = options.socketPath ?? mediaSocketPath(options.dataFolder);
  return createEmbeddedEngine({ socketPath, logger: child });
}

function configOrExit(): ServerConfig {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return exit(BAD_CONFIG, error.message);
  }
}

/** What to say of an error: one sentence for what is expected to happen. */
function sentence(error: unknown): string {
  if (error instanceof RemError && error.cause instanceof Error) {
    return `${error.message} ${error.cause.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function exit(code: number, message: string): never {
  process.stderr.write(`server: ${message}\n`);
  process.exit(code);
}
