import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { flows } from '@rem/ports';

export interface EngineConfig {
  readonly socketPath: string;
  readonly address: string;
  readonly ports: readonly [first: number, last: number];
}

/** A setting that cannot be used, in words for the person who made it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;
type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * - `REM_MEDIA_SOCKET`: path of the local socket; required.
 * - `REM_MEDIA_ADDRESS`: address for candidates; default the first IPv4 address that is not loopback, else loopback.
 * - `REM_MEDIA_PORTS`: UDP ports as `first-last`; default from the port catalogue.
 * @throws ConfigError
 */
export function readConfig(
  environment: Environment = process.env,
  interfaces: Interfaces = networkInterfaces(),
): EngineConfig {
  const socketPath = environment.REM_MEDIA_SOCKET;
  if (!socketPath)
    throw new ConfigError('REM_MEDIA_SOCKET is missing: the path of the local socket to listen on');
  return {
    socketPath,
    address: readAddress(environment.REM_MEDIA_ADDRESS, interfaces),
    ports: readPorts(environment.REM_MEDIA_PORTS),
  };
}

function readAddress(value: string | undefined, interfaces: Interfaces): string {
  const addresses = Object.values(interfaces).flatMap((one) => one ?? []);
  if (!value) {
    return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
  }
  if (isIP(value) === 0) throw new ConfigError(`REM_MEDIA_ADDRESS is ${value}: that is no IP address`);
  if (!addresses.some(({ address }) => address === value)) {
    const known = addresses.map(({ address }) => address).join(', ');
    throw new ConfigError(
      `REM_MEDIA_ADDRESS is ${value}, which this machine does not have (it has ${known})`,
    );
  }
  return value;
}

function readPorts(value: string | undefined): readonly [number, number] {
  if (!value) return flows.media.port;
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(value) ?? [];
  const range = [Number(first), Number(last)] as const;
  if (!(range[0] >= 1024 && range[1] <= 65_535 && range[1] - range[0] >= 3)) {
    throw new ConfigError(
      `REM_MEDIA_PORTS is ${value}: it must be first-last, at least four ports between 1024 and 65535`,
    );
  }
  return range;
}
