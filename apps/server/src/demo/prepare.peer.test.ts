import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ManualClock, systemClock } from '@rem/kit';
import { migrate, openStore, type Store } from '@rem/store';
import { startPostgres, type TestPostgres } from '@rem/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccounts } from '../identity/accounts.ts';
import { skills } from './bank.ts';
import { fillDemo } from './fill.ts';
import { people } from './people.ts';

const PREPARE = fileURLToPath(new URL('../prepare.ts', import.meta.url));
const MIGRATIONS = new URL('../../../../packages/store/migrations/', import.meta.url);
const PASSWORD = 'a password for all';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** Runs the program with this environment alone. */
const run = (env: Record<string, string>) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [PREPARE], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const prepare = (url: string, env: Record<string, string> = {}) => run({ REM_DATABASE_URL: url, ...env });

const demo = { REM_DEMO: '1', REM_DEMO_PASSWORD: PASSWORD };

async function withStore<T>(url: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore({ url });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const canSignIn = (store: Store, name: string, password: string): Promise<boolean> =>
  createAccounts(store, systemClock)
    .signIn({ name, password }, { address: '', userAgent: '', previous: null })
    .then(
      () => true,
      () => false,
    );

/** How often each record of the demo was made, by the audit log. */
async function makings(store: Store): Promise<number[]> {
  const { items, total } = await store.audit.search({ page: 1, size: 200 });
  expect(total).toBeLessThanOrEqual(200);
  const made = items.filter(({ action }) => action.endsWith(':create')).map(({ subject }) => subject?.id);
  return [...new Set(made)].map((id) => made.filter((other) => other === id).length);
}

describe('prepare', () => {
  it('[IDN25] migrates an empty database and leaves it empty when no demo is wanted', async () => {
    const url = await postgres.createDatabase();
    const { code, stdout } = await prepare(url);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ schema: expect.any(Number), seeded: false, accounts: [] });
    expect(await withStore(url, (store) => store.isEmpty())).toBe(true);
  });

  it('[IDN25] run twice at once and once more, fills once', async () => {
    const url = await postgres.createDatabase();
    const both = await Promise.all([prepare(url, demo), prepare(url, demo)]);
    const answers = both.map(({ stdout }) => JSON.parse(stdout));
    expect(answers.filter(({ seeded }) => seeded)).toHaveLength(1);
    const third = JSON.parse((await prepare(url, demo)).stdout);
    expect(third.seeded).toBe(false);
    expect(third.accounts).toContainEqual({ name: 'amara', role: 'expert' });
    expect(third.accounts).toContainEqual({ name: 'admin', role: 'administrator' });
    expect(third.accounts).toHaveLength(people.length);
    await withStore(url, async (store) => {
      expect(new Set(await makings(store))).toEqual(new Set([1]));
      expect(await canSignIn(store, 'amara', PASSWORD)).toBe(true);
      expect((await store.directory.all('services')).map(({ name }) => name.en)[0]).toBe('Mortgage advice');
    });
  });

  it('[IDN25] a fill that died half way is finished, with the new password for every account', async () => {
    const url = await postgres.createDatabase();
    await migrate(url);
    await withStore(url, async (store) => {
      const dying: Pick<Store, 'isEmpty' | 'directory' | 'people' | 'audit'> = {
        ...store,
        people: {
          ...store.people,
          create: async (made, by, options) => {
            if (made.fields.signInName === 'diego') throw new Error('died');
            return store.people.create(made, by, options);
          },
        },
      };
      await expect(fillDemo(dying, systemClock, 'the first password')).rejects.toThrow('died');
      expect(await canSignIn(store, 'amara', 'the first password')).toBe(true);

      // The one that died is known by its silence.
      const clock = new ManualClock();
      const impatient = {
        now: () => clock.now(),
        after: (ms: number, then: () => void) => {
          const cancel = clock.after(ms, then);
          queueMicrotask(() => clock.advance(ms));
          return cancel;
        },
      };
      expect(await fillDemo(store, impatient, PASSWORD)).toBe(true);
      expect(await fillDemo(store, systemClock, 'yet another one')).toBe(false);
      for (const name of ['amara', 'admin']) expect(await canSignIn(store, name, PASSWORD)).toBe(true);
      expect(new Set(await makings(store))).toEqual(new Set([1]));
    });
  });

  it('[IDN25] a database in which there is something is left alone, also one emptied by hand', async () => {
    const url = await postgres.createDatabase();
    await migrate(url);
    await withStore(url, async (store) => {
      const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;
      await store.people.create(
        {
          fields: {
            signInName: 'somebody',
            name: 'Somebody',
            title: '',
            picture: null,
            roles: ['administrator'],
            languages: [],
            skills: {},
            active: true,
          },
          passwordHash: 'x',
        },
        by,
      );
      expect(await fillDemo(store, systemClock, PASSWORD)).toBe(false);
      expect(await store.directory.all('skills')).toEqual([]);
    });

    const filled = await postgres.createDatabase();
    await prepare(filled, demo);
    await withStore(filled, async (store) => {
      const by = { actor: { kind: 'system', id: null, name: 'test' }, address: null } as const;
      for (const person of (await store.people.list({ page: 1, size: 200 })).items) {
        await store.people.remove(person.id, person.version, by);
      }
    });
    expect(JSON.parse((await prepare(filled, demo)).stdout)).toMatchObject({ seeded: false, accounts: [] });
    expect(skills.length).toBeGreaterThan(0);
  });

  it('says in one sentence what is wrong, and 3 when the database is newer', async () => {
    const url = await postgres.createDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'rem-migrations-'));
    await cp(MIGRATIONS, folder, { recursive: true });
    const next = (await readdir(folder)).length + 1;
    await writeFile(
      join(folder, `${String(next).padStart(6, '0')}.sql`),
      'create table rem.future (id int);',
    );
    await migrate(url, { folder: pathToFileURL(`${folder}/`) });
    await rm(folder, { recursive: true });
    const newer = await prepare(url);
    expect(newer.code).toBe(3);
    expect(newer.stderr).toBe(
      `the database has schema version ${next}, this program knows up to ${next - 1}: use a newer program\n`,
    );

    const unset = await run({ REM_DEMO: '1' });
    expect(unset.code).toBe(1);
    expect(unset.stderr).toMatch(/^REM_DATABASE_URL: /);

    const away = await prepare('postgresql://rem:hidden-word@127.0.0.1:1/rem');
    expect(away.code).toBe(1);
    expect(away.stderr.trim().split('\n')).toHaveLength(1);
    expect(away.stderr).not.toContain('hidden-word');
  });
});
