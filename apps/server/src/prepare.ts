import { systemClock } from '@rem/kit';
import { RemError } from '@rem/protocol';
import { migrate, openStore, SchemaTooNewError } from '@rem/store';
import { readPrepareConfig } from './demo/config.ts';
import { demoAccounts, fillDemo } from './demo/fill.ts';

/** Exit codes: told apart by who starts us. */
const FAILED = 1;
const DATABASE_NEWER = 3;

interface Prepared {
  /** Version of the schema in the database now. */
  readonly schema: number;
  /** Whether this run filled it with the demo. */
  readonly seeded: boolean;
  /** The demo's accounts; empty where no demo was wanted. */
  readonly accounts: readonly { readonly name: string; readonly role: string }[];
}

async function prepare(): Promise<Prepared> {
  const { databaseUrl, demoPassword } = readPrepareConfig();
  const { to: schema } = await migrate(databaseUrl);
  if (demoPassword === null) return { schema, seeded: false, accounts: [] };
  const store = openStore({ url: databaseUrl, poolSize: 2 });
  try {
    const seeded = await fillDemo(store, systemClock, demoPassword);
    return { schema, seeded, accounts: await demoAccounts(store) };
  } finally {
    await store.close();
  }
}

/** What to say of an error: one sentence for what is expected to happen. */
function sentence(error: unknown): string {
  if (error instanceof RemError && error.cause instanceof Error)
    return `${error.message} ${error.cause.message}`;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Run once before the server: brings the database up to date and, when asked to, fills an empty one with the demo
 * bank. Prints one line of JSON. Safe to run again and twice at once.
 */
try {
  process.stdout.write(`${JSON.stringify(await prepare())}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = error instanceof SchemaTooNewError ? DATABASE_NEWER : FAILED;
}
