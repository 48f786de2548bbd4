import { type Clock, deferred } from '@rem/kit';
import { type DirectoryKind, directoryKinds, RemError } from '@rem/protocol';
import type { By, Store } from '@rem/store';
import { hashPassword } from '../identity/passwords.ts';
import { branches, dispositions, kiosks, services, skills } from './bank.ts';
import { type DemoPerson, people } from './people.ts';

type DemoStore = Pick<Store, 'isEmpty' | 'directory' | 'people' | 'audit'>;

const BY: By = { actor: { kind: 'system', id: null, name: 'demo' }, address: null };
/** The audit row that says the demo is complete: it cannot be taken back, so a bank emptied by hand stays so. */
const FILLED = 'demo:filled';
/** Another program that fills writes an audit row for each record; when none comes for this long, it died. */
const QUIET_MS = 3_000;
const LOOK_EVERY_MS = 150;

/** In this order everything a record names is there before it. */
const records = [
  ['skills', skills],
  ['dispositions', dispositions],
  ['branches', branches],
  ['services', services],
  ['kiosks', kiosks],
] as const satisfies readonly (readonly [DirectoryKind, unknown])[];

const isDuplicate = (error: unknown): boolean => error instanceof RemError && error.code === 'duplicate';

/** Whether it was made now; false when it is there already. */
async function make(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function makeRecords(
  store: DemoStore,
  kind: DirectoryKind,
  id: string,
  fields: unknown,
): Promise<boolean> {
  const parsed = directoryKinds[kind].fields.parse(fields);
  return make(() => store.directory.create(kind, parsed, BY, { id }));
}

/** Makes the account, or gives the one a run before left half done this run's password. */
async function makePerson(store: DemoStore, { id, fields }: DemoPerson, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  if (await make(() => store.people.create({ fields, passwordHash }, BY, { id }))) return;
  const found = await store.people.get(id);
  if (found) await store.people.update(id, found.version, { fields, passwordHash }, BY);
}

/** The first record is the claim: of several programs that begin at once, one makes it. */
async function claim(store: DemoStore): Promise<boolean> {
  const [first] = skills;
  return first !== undefined && makeRecords(store, 'skills', first.id, first.fields);
}

async function isBegun(store: DemoStore): Promise<boolean> {
  const [first] = skills;
  return first !== undefined && (await store.directory.get('skills', first.id)) !== null;
}

async function isFilled(store: DemoStore): Promise<boolean> {
  const { total } = await store.audit.search({ action: FILLED, page: 1, size: 1 });
  return total > 0;
}

/** Waits while another program fills. @returns whether it finished */
async function othersFinish(store: DemoStore, clock: Clock): Promise<boolean> {
  let newest = -1;
  let quietSince = clock.now();
  for (;;) {
    if (await isFilled(store)) return true;
    const { total } = await store.audit.search({ page: 1, size: 1 });
    if (total !== newest) [newest, quietSince] = [total, clock.now()];
    else if (clock.now() - quietSince >= QUIET_MS) return false;
    const later = deferred<void>();
    clock.after(LOOK_EVERY_MS, () => later.resolve());
    await later.promise;
  }
}

/**
 * Fills an empty database with the demo bank; one that has anything else in it is left alone. May run twice at
 * once, and again after it died half way.
 * @returns whether this run filled it: then `password` is that of every account
 */
export async function fillDemo(store: DemoStore, clock: Clock, password: string): Promise<boolean> {
  if (await isFilled(store)) return false;
  const begun = await isBegun(store);
  if (!begun && !(await store.isEmpty())) return false;
  const mine = !begun && (await claim(store));
  if (!mine && (await othersFinish(store, clock))) return false;

  for (const [kind, all] of records) {
    for (const { id, fields } of all) await makeRecords(store, kind, id, fields);
  }
  for (const person of people) await makePerson(store, person, password);
  await store.audit.append({ ...BY, action: FILLED, subject: null, before: null, after: null });
  return true;
}

/** Demo accounts that are still there, to be told to who started the demo. */
export async function demoAccounts(store: DemoStore): Promise<{ name: string; role: string }[]> {
  const found = await Promise.all(people.map(({ id }) => store.people.get(id)));
  return found
    .filter((person) => person !== null)
    .filter(({ active }) => active)
    .map(({ signInName, roles }) => ({ name: signInName, role: roles[0] ?? 'expert' }));
}
