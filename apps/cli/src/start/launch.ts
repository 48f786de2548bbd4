import { networkInterfaces } from 'node:os';
import {
  type CertificateFiles,
  type ChildDeath,
  DataFolder,
  describeExit,
  embeddedPostgres,
  ensureCertificates,
  ensureSecret,
  machineNames,
  RunFiles,
  requireFreePort,
  Supervisor,
} from '@rem/host';
import type { House } from '../house.ts';
import type { Terminal } from '../terminal.ts';
import { ChildLogs } from './child-output.ts';
import { mediaChild, mediaSocket, serverChild } from './children.ts';
import { janusChild } from './janus.ts';
import { defaultMediaPorts, type Environment, type StartOptions } from './options.ts';
import { buildPage, isBuilt, pageFolder } from './pages.ts';
import { generatePassword, type Prepared, prepareDatabase } from './prepare.ts';

/** How long a child that a killed launcher left may drain, in ms. */
const LEFTOVER_GRACE = 5_000;
/** From this many deaths in a row on, a child's last words are told each time. */
const KEEPS_DYING = 3;

/** What a start came to. */
export interface Ready {
  readonly port: number;
  /** `https://name:port`, without a slash at the end. */
  readonly url: string;
  readonly certificates: CertificateFiles;
  readonly demo: { readonly password?: string; readonly accounts: Prepared['accounts'] };
  /** Pids by name. */
  readonly children: Readonly<Record<string, number>>;
}

/**
 * Everything of one installation, started in order: data folder, certificates, pages, database, media, server.
 *
 * INVARIANT. However `start()` ends, `stop()` leaves no process and lets go of the data folder; both may be called
 * at any time, also while the other runs.
 */
export class Launch {
  readonly #house: House;
  readonly #options: StartOptions;
  readonly #environment: Environment;
  readonly #terminal: Terminal;
  readonly #data: DataFolder;
  readonly #runFiles: RunFiles;
  readonly #logs: ChildLogs;
  readonly #supervisor = new Supervisor();
  /** Ends the helpers that are no children of the supervisor: initdb, Vite, the preparation. */
  readonly #stopping = new AbortController();
  #started: Promise<Ready> | undefined;

  /** @throws HostError when the data folder cannot be had */
  constructor(house: House, options: StartOptions, environment: Environment, terminal: Terminal) {
    this.#house = house;
    this.#options = options;
    this.#environment = environment;
    this.#terminal = terminal;
    this.#data = DataFolder.open(options.data);
    this.#runFiles = new RunFiles(this.#data.file('run'));
    this.#logs = new ChildLogs((file) => this.#data.file('log', file), terminal);
    this.#listen();
  }

  /**
   * Starts everything; a second call gets the first one's answer.
   * @throws HostError with a sentence for the person at the terminal
   */
  start(): Promise<Ready> {
    this.#started ??= this.#start();
    return this.#started;
  }

  /** Drains and ends every child; idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#supervisor.stop();
    await this.#started?.catch(() => {});
    this.#runFiles.remove();
    this.#logs.close();
    this.#data.release();
  }

  /** Ends every child without draining; `stop()` still has to be awaited. */
  kill(): void {
    this.#supervisor.kill();
  }

  async #start(): Promise<Ready> {
    const { address, port: wanted } = this.#options;
    const left = await this.#runFiles.endLeftovers(LEFTOVER_GRACE);
    if (left.length > 0) this.#terminal.warn(`ended what a killed launcher had left: ${left.join(', ')}`);
    const port = await requireFreePort(wanted, this.#environment.REM_BIND);
    const certificates = await this.#certificates();
    const database = this.#startDatabase();
    await this.#allOrGiveUp<unknown>([database, this.#buildPages()]);
    const databaseUrl = await database;
    const { prepared, password } = await this.#prepare(databaseUrl);
    const media = await this.#startMedia();
    await this.#startServer(port, databaseUrl, certificates, media);
    const { accounts, seeded } = prepared;
    return {
      port,
      url: `https://${hostInUrl(address ?? 'localhost')}:${port}`,
      certificates,
      demo: { ...(seeded && password !== undefined ? { password } : {}), accounts },
      children: this.#pids(),
    };
  }

  #listen(): void {
    this.#supervisor.on('child:output', (name, output) => this.#logs.write(name, output));
    this.#supervisor.on('child:died', (death) => this.#tellDeath(death));
    this.#supervisor.on('children:changed', () => {
      try {
        this.#runFiles.write(this.#supervisor.children);
      } catch (error) {
        this.#terminal.warn(
          `cannot note who runs: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    });
    const died = new Set<string>();
    this.#supervisor.on('child:died', ({ name }) => died.add(name));
    this.#supervisor.on('child:ready', (name, pid, ms) => {
      const again = died.delete(name) ? ' again' : '';
      this.#terminal.done(`${name} runs${again} (process ${pid}, ${(ms / 1000).toFixed(1)} s)`);
    });
  }

  #tellDeath({ name, exit, times, lastWords, againMs }: ChildDeath): void {
    const again = `starting it again in ${(againMs / 1000).toFixed(1)} s`;
    const log = this.#data.file('log', `${name}.log`);
    if (times < KEEPS_DYING) {
      this.#terminal.warn(`${name} died (${describeExit(exit)}), ${again}`);
      return;
    }
    this.#terminal.error(
      `${name} keeps dying: ${times} times (${describeExit(exit)}), ${again}. Its last words:`,
    );
    for (const line of lastWords) this.#terminal.line(`    ${line}`);
    this.#terminal.line(`    (all of them: ${log})`);
  }

  async #certificates(): Promise<CertificateFiles> {
    const { address } = this.#options;
    const names = machineNames(address === undefined ? [] : [address]);
    const files = await ensureCertificates(this.#data.file('tls'), names);
    if (files.made.authority) this.#terminal.done('made a certificate authority of our own');
    if (files.made.server)
      this.#terminal.done(`made a certificate for ${[...names.dns, ...names.ip].join(', ')}`);
    return files;
  }

  /** When one fails, the others are given up and waited for, so that nothing goes on behind our back. */
  async #allOrGiveUp<T>(work: readonly Promise<T>[]): Promise<T[]> {
    try {
      return await Promise.all(work);
    } catch (error) {
      this.#stopping.abort();
      await Promise.allSettled(work);
      throw error;
    }
  }

  /** All that are out of date at once: each build waits for files about as long as it computes. */
  async #buildPages(): Promise<void> {
    const { root, pages } = this.#house;
    const outdated = Object.values(pages).filter((app) => !isBuilt(root, app));
    if (outdated.length === 0) return;
    this.#terminal.step(`building the pages ${outdated.join(', ')}`);
    const builds = outdated.map(async (app) => {
      await buildPage(root, app, this.#stopping.signal);
      this.#terminal.done(`built the page ${app}`);
    });
    await this.#allOrGiveUp(builds);
  }

  async #startDatabase(): Promise<string> {
    const { REM_DATABASE_URL } = this.#environment;
    if (REM_DATABASE_URL !== undefined) return REM_DATABASE_URL;
    this.#terminal.step('starting the database');
    const { spec, url } = await embeddedPostgres(this.#data.path, this.#stopping.signal);
    await this.#supervisor.start(spec);
    return url;
  }

  async #prepare(databaseUrl: string): Promise<{ prepared: Prepared; password: string | undefined }> {
    const { demo, demoPassword } = this.#options;
    // Only a database of our own is filled: another one may be somebody's real one.
    const fill = demo && this.#environment.REM_DATABASE_URL === undefined;
    const password = fill ? (demoPassword ?? generatePassword()) : undefined;
    const prepared = await prepareDatabase(
      this.#house.prepare,
      {
        ...process.env,
        REM_DATABASE_URL: databaseUrl,
        REM_DEMO: fill ? '1' : '0',
        ...(password === undefined ? {} : { REM_DEMO_PASSWORD: password }),
      },
      this.#stopping.signal,
    );
    this.#terminal.done(
      `database ready (schema ${prepared.schema}${prepared.seeded ? ', filled with the demo' : ''})`,
    );
    return { prepared, password };
  }

  /** Starts the media engine; returns what the server has to know of it. */
  async #startMedia(): Promise<Record<string, string>> {
    const address = this.#environment.REM_MEDIA_ADDRESS ?? ownAddress(this.#options.address);
    const ports = this.#environment.REM_MEDIA_PORTS ?? defaultMediaPorts;
    const dataFolder = this.#data.path;
    if (this.#options.media === 'embedded') {
      await this.#supervisor.start(mediaChild({ program: this.#house.media, dataFolder, ports, address }));
      return { REM_MEDIA_SOCKET: mediaSocket(dataFolder) };
    }
    // A Janus elsewhere: the server finds its address and secrets in the environment.
    if (this.#environment.REM_JANUS_URL !== undefined) return {};
    const janus = await janusChild({ dataFolder, address, ports });
    await this.#supervisor.start(janus.spec);
    return janus.serverEnv;
  }

  async #startServer(
    port: number,
    databaseUrl: string,
    certificates: CertificateFiles,
    media: Record<string, string>,
  ): Promise<void> {
    const { root, pages, server } = this.#house;
    const { address, media: engine } = this.#options;
    const folders = Object.entries(pages).map(([variable, app]) => [variable, pageFolder(root, app)]);
    const env = {
      REM_DATA: this.#data.path,
      REM_PORT: `${port}`,
      REM_DATABASE_URL: databaseUrl,
      REM_TLS_CERT: certificates.certificate,
      REM_TLS_KEY: certificates.key,
      REM_SESSION_SECRET:
        process.env.REM_SESSION_SECRET ?? ensureSecret(this.#data.file('secrets', 'session')),
      REM_MEDIA: engine,
      ...(address === undefined ? {} : { REM_ADDRESS: address }),
      ...Object.fromEntries(folders),
      ...media,
    };
    const bind = this.#environment.REM_BIND;
    const authority = certificates.authority;
    await this.#supervisor.start(serverChild({ program: server, env, port, bind, authority }));
  }

  #pids(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.#supervisor.children).map(([name, { pid }]) => [name, pid]),
    );
  }
}

/**
 * `--address` where media can use it too: candidates hold addresses that this machine has, while people may reach it
 * by a name, or by an address of a router before it.
 */
function ownAddress(address: string | undefined): string | undefined {
  const own = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces ?? []);
  return own.some((candidate) => candidate.address === address) ? address : undefined;
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
