import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { flows } from '@rem/ports';
import { z } from 'zod';
import type { PageFolders } from './pages/pages.ts';

/** A setting that cannot be used, in words for the person who made it; never with its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type MediaConfig =
  /** Null: where an engine for this data folder listens. */
  | { readonly kind: 'embedded'; readonly dataFolder: string; readonly socketPath: string | null }
  | {
      readonly kind: 'janus';
      readonly url: string;
      readonly apiSecret: string;
      readonly adminKey: string;
      /** Remembers our session with Janus, so that calls outlive a restart of ours. */
      readonly memoryFile: string;
    };

export interface ServerConfig {
  readonly port: number;
  /** Undefined: all addresses of the machine. */
  readonly bind: string | undefined;
  /** Name or address by which others reach this machine; for texts. */
  readonly address: string | undefined;
  readonly databaseUrl: string;
  readonly tls: { readonly cert: string; readonly key: string };
  readonly media: MediaConfig;
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  readonly sessionSecret: string;
  readonly pages: PageFolders;
  readonly logLevel: LogLevel;
  readonly embedParents: readonly string[];
  readonly brand: string;
  readonly connectionsPerAddress: number;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

const text = z.string().trim().min(1, 'must not be empty');
const list = text.transform((value) =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);
const isOrigin = (value: string): boolean => {
  const url = URL.parse(value);
  return url !== null && url.protocol === 'https:' && url.origin === value;
};

/** The environment of the server. An empty value is one that is not given. */
const environment = z.object({
  /** Folder of this installation; only the default of `REM_MEDIA_SOCKET` lies in it. */
  REM_DATA: text.default('var'),
  REM_PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(flows.api.port),
  REM_BIND: text.optional(),
  REM_ADDRESS: text.optional(),
  REM_DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://'),
  /** PEM files. */
  REM_TLS_CERT: text,
  REM_TLS_KEY: text,
  REM_MEDIA: z.enum(['embedded', 'janus'], 'must be embedded or janus').default('embedded'),
  REM_MEDIA_SOCKET: text.optional(),
  REM_JANUS_URL: text.regex(/^wss?:\/\//, 'must begin with ws:// or wss://').optional(),
  REM_JANUS_SECRET: text.optional(),
  REM_JANUS_ADMIN_KEY: text.optional(),
  /** `turn:host:port?transport=udp`, several with commas between. */
  REM_TURN_URLS: list
    .refine((urls) => urls.every((url) => /^turns?:/.test(url)), 'each must begin with turn: or turns:')
    .optional(),
  REM_TURN_SECRET: text.optional(),
  REM_SESSION_SECRET: text.min(32, 'must have at least 32 characters'),
  REM_PAGES_REIC: text.optional(),
  REM_PAGES_READ: text.optional(),
  REM_PAGES_REAC: text.optional(),
  REM_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  REM_EMBED_PARENTS: list
    .refine((origins) => origins.every(isOrigin), 'each must be an origin such as https://desk.example.com')
    .default([]),
  REM_BRAND_NAME: text.max(120, 'must have at most 120 characters').default('Remote Expert'),
  /** Live clients of one address at most; more where many kiosks stand behind one address. */
  REM_CONNECTIONS_PER_ADDRESS: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100_000, 'must be at most 100000')
    .default(300),
});
type Given = z.infer<typeof environment>;

/** @throws ConfigError with one sentence for each setting that is wrong */
export function readConfig(env: NodeJS.ProcessEnv = process.env): ServerConfig {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues
        .map(({ path: [name], message }) =>
          name !== undefined && set[String(name)] === undefined
            ? `${String(name)} is missing.`
            : `${String(name)} ${message}.`,
        )
        .join(' '),
    );
  }
  const given = parsed.data;
  return {
    port: given.REM_PORT,
    bind: given.REM_BIND,
    address: given.REM_ADDRESS,
    databaseUrl: given.REM_DATABASE_URL,
    tls: {
      cert: readPem('REM_TLS_CERT', given.REM_TLS_CERT),
      key: readPem('REM_TLS_KEY', given.REM_TLS_KEY),
    },
    media: mediaConfig(given),
    turn: turnConfig(given),
    sessionSecret: given.REM_SESSION_SECRET,
    pages: {
      reic: pageFolder(given.REM_PAGES_REIC, 'interactive-controller'),
      read: pageFolder(given.REM_PAGES_READ, 'agent-desktop'),
      reac: pageFolder(given.REM_PAGES_REAC, 'admin-console'),
    },
    logLevel: given.REM_LOG_LEVEL,
    embedParents: given.REM_EMBED_PARENTS,
    brand: given.REM_BRAND_NAME,
    connectionsPerAddress: given.REM_CONNECTIONS_PER_ADDRESS,
  };
}

function mediaConfig(given: Given): MediaConfig {
  if (given.REM_MEDIA === 'embedded') {
    return { kind: 'embedded', dataFolder: given.REM_DATA, socketPath: given.REM_MEDIA_SOCKET ?? null };
  }
  const needed = (name: 'REM_JANUS_SECRET' | 'REM_JANUS_ADMIN_KEY'): string => {
    const value = given[name];
    if (value === undefined) throw new ConfigError(`${name} is missing: REM_MEDIA is janus.`);
    return value;
  };
  return {
    kind: 'janus',
    // A Janus beside us: its own port on loopback.
    url: given.REM_JANUS_URL ?? `ws://127.0.0.1:${flows.janus.port}`,
    apiSecret: needed('REM_JANUS_SECRET'),
    adminKey: needed('REM_JANUS_ADMIN_KEY'),
    memoryFile: join(given.REM_DATA, 'janus-session.json'),
  };
}

function turnConfig({ REM_TURN_URLS: urls, REM_TURN_SECRET: secret }: Given): ServerConfig['turn'] {
  if (urls === undefined) return null;
  if (secret === undefined) throw new ConfigError('REM_TURN_SECRET is missing: REM_TURN_URLS is set.');
  return { urls, secret };
}

function readPem(name: string, path: string): string {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new ConfigError(`${name}: the file cannot be read (${reason}).`);
  }
  if (!pem.includes('-----BEGIN ')) throw new ConfigError(`${name}: the file holds no PEM text.`);
  return pem;
}

function pageFolder(given: string | undefined, app: string): string {
  return given === undefined ? join(import.meta.dirname, '../..', app, 'dist') : resolve(given);
}
