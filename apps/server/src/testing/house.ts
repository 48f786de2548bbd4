import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificates } from '@rem/host';
import { createLogger } from '@rem/kit/logger';
import type { AccountRole, DirectoryFields, Service, SessionView } from '@rem/protocol';
import { migrate, openStore, type Store } from '@rem/store';
import { startPostgres, type TestPostgres } from '@rem/testkit';
import { SESSION_COOKIE } from '../identity/cookies.ts';
import { hashOf, newToken } from '../identity/tokens.ts';
import { type RunningServer, startServer } from '../wiring.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { SkippingClock } from './skipping-clock.ts';
import { type ClientOptions, TestClient } from './test-client.ts';

export const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;

/** A database with our schema and certificates, for one test file. */
export interface Site {
  readonly postgres: TestPostgres;
  readonly folder: string;
  /** Paths of PEM files. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** PEM of the authority. */
  readonly ca: string;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const postgres = await startPostgres();
  await postgres.prepareTemplate(async (url) => {
    await migrate(url);
  });
  const folder = mkdtempSync(join(tmpdir(), 'rem-live-'));
  mkdirSync(join(folder, 'tls'));
  const names = { dns: ['localhost'], ip: ['127.0.0.1'] };
  const { certificate, key, authority } = await ensureCertificates(join(folder, 'tls'), names);
  return {
    ...{ postgres, folder, ca: readFileSync(authority, 'utf8'), tls: { cert: certificate, key } },
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const SECRET = 'a secret of at least thirty-two characters';

/** Who can be met in a test's bank. */
export interface Bank {
  readonly store: Store;
  readonly service: Service;
  person(name: string, roles?: AccountRole[]): Promise<string>;
  /** `Cookie` header of a fresh sign-in. */
  cookie(accountId: string): Promise<string>;
}

/** A service with short timers, and people as they are asked for. */
export async function openBank(store: Store, over: Partial<DirectoryFields<'services'>> = {}): Promise<Bank> {
  const disposition = await store.directory.create('dispositions', { name: 'Solved', active: true }, by);
  const service = await store.directory.create(
    'services',
    {
      ...{ name: { en: 'Mortgage advice' }, description: null, icon: 'home', position: 0, active: true },
      ...{ requiredSkills: {}, priority: 0, timers: { offer: 20, connecting: 15, absence: 30 } },
      ...{ wrapUp: { mode: 'optional' }, dispositionIds: [disposition.id] },
      ...over,
    },
    by,
  );
  return bankOf(store, service);
}

function bankOf(store: Store, service: Service): Bank {
  return {
    ...{ store, service },
    async person(name, roles = ['expert']) {
      const fields = {
        ...{ signInName: name.toLowerCase(), name, title: 'Adviser', picture: null, roles },
        ...{ languages: ['en'], skills: {}, active: true },
      };
      return (await store.people.create({ fields, passwordHash: 'none' }, by)).id;
    },
    async cookie(accountId) {
      const token = newToken();
      await store.logins.create({
        ...{ tokenHash: hashOf(token), accountId, address: '', userAgent: '' },
        expiresAt: Date.now() + 3_600_000,
      });
      return `${SESSION_COOKIE}=${token}`;
    },
  };
}

/** The whole server in this process, over a real database, with an engine that carries no media. */
export interface House {
  readonly bank: Bank;
  readonly clock: SkippingClock;
  readonly engine: ScriptedEngine;
  readonly server: RunningServer;
  readonly log: string[];
  /** Of its database. */
  readonly url: string;
  readonly client: ClientOptions;
  /** A connected customer. */
  customer(hello?: { ticket?: string; after?: { sessionId: string; no: number } }): Promise<TestClient>;
  /** A connected desk. */
  desk(expertId: string, hello?: { after?: { sessionId: string; no: number } }): Promise<TestClient>;
  /** A new expert who is available at their desk. */
  expert(name: string): Promise<{ readonly id: string; readonly desk: TestClient }>;
  console(accountId: string): Promise<TestClient>;
  request(
    customer: TestClient,
    over?: Partial<RequestFields>,
  ): Promise<{ sessionId: string; ticket: string }>;
  /** Ends the server and starts another one on the same database, beside the same engine. */
  restart(): Promise<House>;
  close(): Promise<void>;
}

interface RequestFields {
  requestId: string;
  serviceId: string;
  customerName: string;
  language: string;
}

export interface HouseOptions {
  readonly connectionsPerAddress?: number;
  readonly service?: Partial<DirectoryFields<'services'>>;
}

export async function openHouse(site: Site, options: HouseOptions = {}): Promise<House> {
  const url = await site.postgres.createDatabase();
  const engine = new ScriptedEngine();
  const fill = (store: Store): Promise<Bank> => openBank(store, options.service);
  return enter(site, { url, engine, fill, ...options });
}

interface Entered extends HouseOptions {
  readonly url: string;
  readonly engine: ScriptedEngine;
  readonly fill: (store: Store) => Promise<Bank>;
}

/** Starts the server on what is there. */
async function enter(site: Site, entered: Entered): Promise<House> {
  const { url, engine, fill, connectionsPerAddress = 300 } = entered;
  const clock = new SkippingClock();
  const store = openStore({ url, poolSize: 4 });
  const bank = await fill(store);
  const log: string[] = [];
  const { folder } = site;
  const server = await startServer({
    config: {
      ...{ port: 0, bind: '127.0.0.1', brand: 'Test', embedParents: [], turn: null, sessionSecret: SECRET },
      tls: { cert: readFileSync(site.tls.cert, 'utf8'), key: readFileSync(site.tls.key, 'utf8') },
      pages: { reic: join(folder, 'reic'), read: join(folder, 'read'), reac: join(folder, 'reac') },
      connectionsPerAddress,
    },
    ...{ store, engine, clock },
    logger: createLogger('test', 'debug', { write: (line: string) => void log.push(line) }),
  });
  const client = { port: server.port, ca: site.ca };
  const clients = new Set<TestClient>();
  const connect: typeof TestClient.connect = async (to, hello) => {
    const made = await TestClient.connect(to, hello);
    clients.add(made);
    return made;
  };
  const leave = async (): Promise<void> => {
    for (const each of clients) each.cut();
    await server.close();
  };
  const house: House = {
    ...{ bank, clock, engine, server, log, url, client },
    customer: (hello = {}) => connect(client, { as: 'customer', ...hello }),
    desk: async (expertId, hello = {}) =>
      connect({ ...client, cookie: await bank.cookie(expertId) }, { as: 'desk', ...hello }),
    async expert(name) {
      const id = await bank.person(name);
      server.bus.publish({ topic: 'directory', kind: 'people', id });
      const desk = await house.desk(id);
      await desk.send({ type: 'expert:state', state: { state: 'available' } });
      return { id, desk };
    },
    console: async (accountId) =>
      connect({ ...client, cookie: await bank.cookie(accountId) }, { as: 'console' }),
    async request(customer, over = {}) {
      const reply = await customer.send({
        ...{ type: 'session:request', requestId: randomUUID(), serviceId: bank.service.id, language: 'en' },
        ...{ consents: { terms: true, recording: false }, ...over },
      });
      return reply as { sessionId: string; ticket: string }; // the reply of this very command
    },
    async restart() {
      await leave();
      return enter(site, { ...entered, fill: async (next) => bankOf(next, bank.service) });
    },
    async close() {
      await leave();
      await site.postgres.dropDatabase(url);
    },
  };
  return house;
}

export const phase = (session: SessionView | null) => session?.phase.state ?? null;
