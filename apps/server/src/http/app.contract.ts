import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Wake } from '@rem/bus';
import { ensureCertificates } from '@rem/host';
import { ManualClock } from '@rem/kit';
import { createLogger } from '@rem/kit/logger';
import { type AccountRole, type Person, restPrefix } from '@rem/protocol';
import { migrate, openStore, type Store } from '@rem/store';
import { startPostgres, type TestPostgres } from '@rem/testkit';
import { SESSION_COOKIE } from '../identity/cookies.ts';
import { hashPassword } from '../identity/passwords.ts';
import { createWhoIs } from '../identity/who-is.ts';
import { type AppDeps, buildApp } from './app.ts';
import type { App } from './types.ts';

/** A password that is long enough. */
export const PASSWORD = 'correct horse battery staple';
/** Host the injected requests name, and the origin of its pages. */
export const HOST = 'rem.example';
export const ORIGIN = `https://${HOST}`;

/** The web server over a real database, with a clock that stands still, without the sessions behind it. */
export interface Harness {
  readonly app: App;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly wakes: Wake[];
  readonly folder: string;
  /** Lines of the log. */
  readonly log: string[];
  /** An account; signs in with `PASSWORD`. */
  person(signInName: string, roles: AccountRole[]): Promise<Person>;
  /** Signs in from an own page and returns the `Cookie` header. */
  signIn(name: string, password?: string): Promise<string>;
  /** One request from an own page. */
  send(method: Method, path: string, options?: SendOptions): ReturnType<typeof inject>;
  close(): Promise<void>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'HEAD' | 'OPTIONS';

export interface SendOptions {
  readonly cookie?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Address of the client; default one of its own. */
  readonly from?: string;
}

const inject = (app: App, method: Method, url: string, { cookie, body, headers, from }: SendOptions) =>
  app.inject({
    method,
    url,
    headers: { host: HOST, origin: ORIGIN, ...(cookie ? { cookie } : {}), ...headers },
    ...(body === undefined ? {} : { payload: body as object }), // what goes out as JSON is the test's affair
    ...(from ? { remoteAddress: from } : {}),
  });

/** One PostgreSQL for a test file. */
export async function startDatabase(): Promise<TestPostgres> {
  const postgres = await startPostgres();
  await postgres.prepareTemplate(async (url) => {
    await migrate(url);
  });
  return postgres;
}

const EMPTY_SUMMARY = {
  waiting: 0,
  serving: 0,
  longestWaitMs: 0,
  answered: 0,
  abandoned: 0,
  serviceLevel: null,
} as const;

/** More than any test asks for. */
const NO_LIMITS = {
  requests: 100_000,
  signInsByAddress: 100_000,
  failedSignIns: 100_000,
  signInsByName: 100_000,
  enrolments: 100_000,
};

async function certificateIn(folder: string): Promise<AppDeps['tls']> {
  mkdirSync(folder);
  const files = await ensureCertificates(folder, { dns: [HOST, 'localhost'], ip: ['127.0.0.1'] });
  return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.certificate, 'utf8') };
}

const fieldsOf = (signInName: string, roles: AccountRole[]) => ({
  ...{ signInName, name: signInName, title: '', picture: null, active: true },
  ...{ roles, languages: ['en'], skills: {} },
});

export async function startHarness(postgres: TestPostgres, changes: Partial<AppDeps> = {}): Promise<Harness> {
  const url = await postgres.createDatabase();
  const clock = new ManualClock();
  const store = openStore({ url, clock, poolSize: 4 });
  const folder = mkdtempSync(join(tmpdir(), 'rem-app-'));
  const wakes: Wake[] = [];
  const log: string[] = [];
  const passwordHash = await hashPassword(PASSWORD);
  const app = await buildApp({
    store,
    bus: { publish: (wake) => wakes.push(wake) },
    live: { snapshot: () => ({ sessions: [], experts: [], summary: EMPTY_SUMMARY }) },
    whoIs: createWhoIs(store, clock),
    clock,
    logger: createLogger('test', 'info', { write: (line: string) => void log.push(line) }),
    tls: await certificateIn(join(folder, 'tls')),
    pages: { reic: join(folder, 'reic'), read: join(folder, 'read'), reac: join(folder, 'reac') },
    health: {},
    limits: NO_LIMITS,
    ...changes,
  });
  const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;

  return {
    app,
    store,
    clock,
    wakes,
    folder,
    log,
    person: (signInName, roles) =>
      store.people.create({ fields: fieldsOf(signInName, roles), passwordHash }, by),
    async signIn(name, password = PASSWORD) {
      const answer = await inject(app, 'POST', `${restPrefix}/sign-in`, { body: { name, password } });
      const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
      if (!cookie.startsWith(SESSION_COOKIE)) throw new Error(`not signed in: ${answer.body}`);
      return cookie;
    },
    send: (method, path, options = {}) => inject(app, method, path, options),
    async close() {
      await app.close();
      await store.close();
      await postgres.dropDatabase(url);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
