import { flows } from '@rem/ports';
import { z } from 'zod';

const text = z.string().trim().min(1).optional();

/** Of the environment, what the launcher itself reads; the rest goes on to the server as it is. */
const environment = z.object({
  /** Another PostgreSQL than the embedded one. */
  REM_DATABASE_URL: text,
  /** The address to listen on; default all. */
  REM_BIND: text,
  REM_MEDIA_PORTS: z
    .string()
    .regex(/^\d+-\d+$/, 'REM_MEDIA_PORTS is a range like 16384-32767')
    .optional(),
  /** The address in media candidates, where it is not `--address`. */
  REM_MEDIA_ADDRESS: text,
  /** A Janus that runs elsewhere; then none is started. */
  REM_JANUS_URL: text,
});

export type Environment = z.infer<typeof environment>;

/** An empty value is one that is not given. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  return environment.parse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
}

export interface StartOptions {
  /** The data folder. */
  readonly data: string;
  readonly port: number;
  /** Name or address by which others reach this machine. */
  readonly address?: string;
  readonly demo: boolean;
  readonly demoPassword?: string;
  readonly media: 'embedded' | 'janus';
  /** One line of JSON when ready, everything else to standard error. */
  readonly json: boolean;
}

export const defaultPort: number = flows.api.port;
export const defaultMediaPorts = flows.media.port.join('-');
