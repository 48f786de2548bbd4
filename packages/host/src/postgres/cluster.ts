import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { flows } from '@rem/ports';
import { type ChildCommand, commandLine } from '../child.ts';
import { folderError, HostError } from '../errors.ts';
import { pollUntil } from '../poll.ts';
import { chooseSocketFolder, makePrivateFolder } from '../socket-folder.ts';
import type { ChildSpec } from '../supervisor.ts';
import { findPostgres } from './binaries.ts';
import { clearStalePidFile, readPidFile } from './pid-file.ts';

import { asPostgresUser, choosePostgresUser, type PostgresUser } from './user.ts';

/** The major version of the binaries; a cluster of another one is refused. */
const MAJOR = '18';
/** Owner of the database; the superuser `postgres` is used by nobody but `initdb`. */
const DATABASE = 'rem';
/** PostgreSQL names its socket after the port. */
const socketName = `.s.PGSQL.${flows.database.port}`;

export interface EmbeddedPostgres {
  /** For the supervisor. */
  readonly spec: ChildSpec;
  /** For the server: a unix socket, no password; who may enter the socket's folder is the database's owner. */
  readonly url: string;
}

/**
 * A PostgreSQL of our own under the data folder, made on the first call. It listens on a unix socket only.
 * @param dataFolder absolute
 * @param signal gives up making a cluster
 * @throws HostError with a sentence: full disk, closed folder, cluster of another version
 */
export async function embeddedPostgres(dataFolder: string, signal?: AbortSignal): Promise<EmbeddedPostgres> {
  const cluster = join(dataFolder, 'postgres');
  const binaries = findPostgres();
  const user = choosePostgresUser(binaries.postgres, cluster);
  const socketFolder = chooseSocketFolder(dataFolder, 'postgres', socketName);
  const program = (command: string, args: readonly string[]): ChildCommand => {
    const [first = command, ...rest] = asPostgresUser(user, command, args);
    const runAs = user.kind === 'user' ? { runAs: user.runAs } : {};
    return { command: first, args: rest, env: environment(), cwd: '/', stopSignal: 'SIGINT', ...runAs };
  };
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(cluster, binaries, user, program, signal);
  checkVersion(cluster);
  const settings = Object.entries(serverSettings(socketFolder)).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const query = new URLSearchParams({ host: socketFolder, port: `${flows.database.port}`, user: DATABASE });
  return {
    url: `postgresql:///${DATABASE}?${query}`,
    spec: {
      ...program(binaries.postgres, ['-D', cluster, ...settings]),
      name: 'postgres',
      prepare: async () => {
        clearStalePidFile(cluster);
        makePrivateFolder(socketFolder, ownerOf(user));
        rmSync(join(socketFolder, socketName), { force: true });
      },
      ready: (pid, signal) => pollUntil(() => accepts(cluster, pid, join(socketFolder, socketName)), signal),
      // After a crash it first replays its log.
      readyMs: 120_000,
      stopMs: 30_000,
    },
  };
}

/** Everything that differs from PostgreSQL's defaults, or that we depend on. */
function serverSettings(socketFolder: string): Record<string, string> {
  return {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: `${flows.database.port}`,
    max_connections: '60',
    shared_buffers: '128MB',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    logging_collector: 'off',
  };
}

/**
 * Made under another name and renamed when it is whole, so that a kill in between leaves no half cluster that a
 * later start would take for a good one.
 */
async function createCluster(
  cluster: string,
  binaries: { initdb: string; postgres: string },
  user: PostgresUser,
  program: (command: string, args: readonly string[]) => ChildCommand,
  signal: AbortSignal | undefined,
): Promise<void> {
  const draft = `${cluster}.new`;
  try {
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    const owner = ownerOf(user);
    if (owner) chownSync(draft, owner.uid, owner.gid);
  } catch (error) {
    throw folderError(draft, error);
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run(
    program(binaries.initdb, [
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth-local=trust',
      '--auth-host=reject',
      ...locale,
    ]),
    '',
    draft,
    signal,
  );
  const statements = [`CREATE ROLE ${DATABASE} LOGIN`, `CREATE DATABASE ${DATABASE} OWNER ${DATABASE}`];
  await run(
    program(binaries.postgres, ['--single', '-D', draft, '-c', 'exit_on_error=true', 'postgres']),
    statements.map((statement) => `${statement};\n`).join(''),
    draft,
    signal,
  );
  renameSync(draft, cluster);
}

async function run(
  command: ChildCommand,
  input: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [program, ...args] = commandLine(command);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = execFile(
    program,
    args,
    { env: command.env, cwd: '/', ...(signal ? { signal } : {}) },
    (error, stdout, stderr) => {
      if (!error) return resolve();
      const output = `${stdout}${stderr}`.trim();
      const reason = /No space left/.test(output)
        ? 'the disk is full'
        : output.split('\n').slice(-6).join('\n  ') || error.message;
      reject(
        new HostError('machine', `the database cannot be made in ${folder}: ${reason}`, { cause: error }),
      );
    },
  );
  child.stdin?.on('error', () => {}); // It ended before it read: its exit code tells.
  child.stdin?.end(input);
  await promise;
}

function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR) return;
  throw new HostError(
    'machine',
    `the database in ${cluster} is of PostgreSQL ${version}, this program brings ${MAJOR}: dump it with the old ` +
      'program and load it with this one (docs/guides/operator.md)',
  );
}

/** Ready: this very process says so in its pid file, and its socket takes connections. */
async function accepts(cluster: string, pid: number, socket: string): Promise<boolean> {
  const file = readPidFile(cluster);
  if (file?.pid !== pid || file.status !== 'ready') return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const connection = connect(socket);
  connection.once('connect', () => resolve(true));
  connection.once('error', () => resolve(false));
  const connected = await promise;
  connection.destroy();
  return connected;
}

function ownerOf(user: PostgresUser): { uid: number; gid: number } | undefined {
  return user.kind === 'user' ? { uid: user.runAs.uid, gid: user.runAs.gid } : undefined;
}

/** Nothing of the launcher's environment: PGDATA, PGPORT and the like would change what runs. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };
}
