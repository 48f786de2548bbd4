import type { Clock } from '@rem/kit';
import type { Store } from '@rem/store';
import { z } from 'zod';
import type { App } from '../http/types.ts';

/**
 * What must work for the server to be of use, beside the database: by name, a question that answers null when all
 * is well, or a reason for an operator to read. A reason is shown to anybody: no addresses, no secrets.
 */
export type HealthChecks = Readonly<Record<string, () => string | null | Promise<string | null>>>;

export interface HealthDeps {
  readonly database: Pick<Store, 'ping'>;
  readonly checks: HealthChecks;
  readonly clock: Clock;
}

/** A check that has not answered by then has failed. */
const CHECK_MS = 2_000;

const verdict = z.object({ ok: z.boolean(), reason: z.string().optional() });
const readiness = z.object({ status: z.enum(['ready', 'not_ready']), checks: z.record(z.string(), verdict) });
type Verdict = z.infer<typeof verdict>;

async function judge(clock: Clock, check: () => Promise<string | null>): Promise<Verdict> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const cancel = clock.after(CHECK_MS, () => resolve('does not answer'));
  try {
    const reason = await Promise.race([check(), late]);
    return reason === null ? { ok: true } : { ok: false, reason };
  } catch {
    return { ok: false, reason: 'cannot be asked' };
  } finally {
    cancel();
  }
}

/** `live`: the process answers. `ready`: it can do its work now; else 503, with what is missing. */
export function registerHealth(app: App, { database, checks, clock }: HealthDeps): void {
  const config = { right: 'public' } as const;
  const tags = ['health'];

  app.get(
    '/health/live',
    {
      config,
      schema: {
        tags,
        summary: 'Whether the process runs',
        response: { 200: z.object({ status: z.literal('live') }) },
      },
    },
    () => ({ status: 'live' as const }),
  );

  app.get(
    '/health/ready',
    {
      config,
      schema: {
        tags,
        summary: 'Whether it can do its work now, and if not, why',
        response: { 200: readiness, 503: readiness },
      },
    },
    async (_request, reply) => {
      const all: [string, () => Promise<string | null>][] = [
        ['database', () => database.ping().then(() => null)],
        ...Object.entries(checks).map(([name, check]): [string, () => Promise<string | null>] => [
          name,
          async () => check(),
        ]),
      ];
      const verdicts = await Promise.all(
        all.map(async ([name, check]) => [name, await judge(clock, check)] as const),
      );
      const ready = verdicts.every(([, { ok }]) => ok);
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(verdicts) });
    },
  );
}
