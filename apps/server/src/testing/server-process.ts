import { join } from 'node:path';
import { startNode, type TestProcess } from '@rem/testkit';
import { SECRET, type Site } from './house.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

export interface ServerProcess {
  readonly process: TestProcess;
  readonly port: number;
}

/** The server as a process of its own, over a database that has our schema. @param port 0: any */
export async function startServerProcess(
  site: Site,
  databaseUrl: string,
  port = 0,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const process = startNode(MAIN, [], {
    env: { ...environmentOf(site, databaseUrl), REM_PORT: `${port}`, ...env },
    name: 'server',
  });
  const line = await process.waitForLine(/"msg":"ready"/, 30_000);
  return { process, port: Number(/"port":(\d+)/.exec(line)?.[1]) };
}

export function environmentOf(site: Site, databaseUrl: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    REM_DATA: site.folder,
    REM_BIND: '127.0.0.1',
    REM_DATABASE_URL: databaseUrl,
    REM_TLS_CERT: site.tls.cert,
    REM_TLS_KEY: site.tls.key,
    REM_SESSION_SECRET: SECRET,
    // Nobody is there: sessions must not need an engine.
    REM_MEDIA_SOCKET: join(site.folder, 'nobody.sock'),
  };
}
