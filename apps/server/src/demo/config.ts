import { newPassword } from '@rem/protocol';
import { z } from 'zod';

/** What `prepare.ts` is told, by environment variables. */
const environment = z
  .object({
    /** The database to bring up to date: `postgresql://…`. */
    REM_DATABASE_URL: z.string().min(1),
    /** `1` fills an empty database with the demo bank. Default `0`. */
    REM_DEMO: z.enum(['0', '1']).default('0'),
    /** The password of every demo account. */
    REM_DEMO_PASSWORD: newPassword.optional(),
  })
  .refine((given) => given.REM_DEMO === '0' || given.REM_DEMO_PASSWORD !== undefined, {
    message: 'needed with REM_DEMO=1',
    path: ['REM_DEMO_PASSWORD'],
  });

export interface PrepareConfig {
  readonly databaseUrl: string;
  /** Null: leave the database as it is. */
  readonly demoPassword: string | null;
}

/** @throws Error that names each wrong variable and says what was expected, never what was given */
export function readPrepareConfig(env: NodeJS.ProcessEnv = process.env): PrepareConfig {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(wrong.join('; '));
  }
  const { REM_DATABASE_URL, REM_DEMO, REM_DEMO_PASSWORD } = parsed.data;
  return {
    databaseUrl: REM_DATABASE_URL,
    demoPassword: REM_DEMO === '1' ? (REM_DEMO_PASSWORD ?? null) : null,
  };
}
