import { createLogger } from '@rem/kit/logger';
import { runEngineProcess } from '@rem/media/embedded-process';
import { ConfigError, type EngineConfig, readConfig } from './config.ts';

const logger = createLogger('media-engine');

// One call's fault must not end the calls of all others.
process.on('uncaughtException', (error) => logger.error({ err: error }, 'an error nobody handled'));
process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection nobody handled'));

const config = configOrExit();
const engine = await runEngineProcess({ ...config, logger }).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`media engine: ${reason}\n`);
  process.exit(1);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.info({ signal }, 'stopping');
    void engine.close().finally(() => process.exit(0));
  });
}
logger.info({ address: config.address, ports: config.ports, socket: config.socketPath }, 'ready');

function configOrExit(): EngineConfig {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`media engine: ${error.message}\n`);
    process.exit(2);
  }
}
