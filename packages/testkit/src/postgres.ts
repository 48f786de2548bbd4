import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder, embeddedPostgres, Supervisor } from '@rem/host';
import { systemClock } from '@rem/kit';
import pg from 'pg';

/** Settings of this server only: `kill9` ends a process and not the machine, so the disk need not be waited for. */
const SETTINGS = ['fsync=off', 'max_connections=200'];
const TEMPLATE = 'rem_template';

/**
 * A real PostgreSQL for one test file or one run: the launcher's own binaries and settings, in a folder that goes
 * with it. Runs as root, in a user namespace and as an ordinary user.
 */
export interface TestPostgres {
  /** Of the empty database that a first start of the launcher would find. */
  readonly url: string;
  /**
   * Makes the template that `createDatabase` clones, so that migrations run once a server and not once a test.
   * `fill` gets the template's url and must close every connection it opened.
   */
  prepareTemplate(fill: (url: string) => Promise<void>): Promise<void>;
  /** A fresh database, cloned from the template where there is one, and its url. */
  createDatabase(): Promise<string>;
  /** Drops a database of `createDatabase`, also where connections were left open. */
  dropDatabase(url: string): Promise<void>;
  /** SIGKILL; it stays down until `restart`. */
  kill9(): Promise<void>;
  /** Starts it again, after a clean stop where it still runs; the addresses stay the same. */
  restart(): Promise<void>;
  /** Stops it and removes its folder. Idempotent. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'rem-postgres-'));
  try {
    // PostgreSQL runs as a user of its own where the tests run as root, and has to get in.
    chmodSync(folder, 0o711);
    const data = DataFolder.open(folder);
    const server = new Server(data, await embeddedPostgres(data.path));
    await server.restart();
    return server;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

class Server implements TestPostgres {
  readonly url: string;
  readonly #folder: DataFolder;
  readonly #spec: Parameters<Supervisor['start']>[0];
  #running: Supervisor | undefined;
  #hasTemplate = false;
  #databases = 0;

  constructor(folder: DataFolder, { url, spec }: Awaited<ReturnType<typeof embeddedPostgres>>) {
    this.#folder = folder;
    this.url = url;
    this.#spec = { ...spec, args: [...spec.args, ...SETTINGS.flatMap((setting) => ['-c', setting])] };
  }

  async prepareTemplate(fill: (url: string) => Promise<void>): Promise<void> {
    await this.#administer(`CREATE DATABASE ${TEMPLATE} OWNER ${owner(this.url)}`);
    await fill(databaseUrl(this.url, TEMPLATE));
    this.#hasTemplate = true;
  }

  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `rem_test_${this.#databases}`;
    const template = this.#hasTemplate ? TEMPLATE : 'template0';
    await this.#administer(`CREATE DATABASE ${name} OWNER ${owner(this.url)} TEMPLATE ${template}`);
    return databaseUrl(this.url, name);
  }

  async dropDatabase(url: string): Promise<void> {
    await this.#administer(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
  }

  async kill9(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    running?.kill();
    // In the same turn, so that the supervisor does not start it again.
    await running?.stop();
  }

  async restart(): Promise<void> {
    await this.#running?.stop();
    // A supervisor of its own a life: a stopped one starts nothing again.
    this.#running = new Supervisor({ clock: systemClock });
    await this.#running.start(this.#spec);
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
    this.#folder.release();
    rmSync(this.#folder.path, { recursive: true, force: true });
  }

  /** One statement as the superuser, who alone may make databases. */
  async #administer(statement: string): Promise<void> {
    const url = new URL(databaseUrl(this.url, 'postgres'));
    url.searchParams.set('user', 'postgres');
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function owner(server: string): string {
  const name = new URL(server).searchParams.get('user');
  if (!name) throw new Error(`no user in ${server}`);
  return name;
}
