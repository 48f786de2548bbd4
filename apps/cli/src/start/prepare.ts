import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { exitCodes, HostError } from '@rem/host';
import { z } from 'zod';

const account = z.object({ name: z.string(), role: z.string() });
const answer = z.object({
  /** Number of the newest migration. */
  schema: z.number(),
  /** Whether this run filled the database with the demo. */
  seeded: z.boolean(),
  accounts: z.array(account).default([]),
});

export type Prepared = z.infer<typeof answer>;

/**
 * Migrates the database, and fills an empty one with the demo.
 * @throws HostError `schemaNewer`, or `failed` with what the program said
 */
export async function prepareDatabase(
  program: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Prepared> {
  const { promise, resolve, reject } = Promise.withResolvers<Prepared>();
  execFile(process.execPath, [program], { env, signal }, (error, stdout, stderr) => {
    if (error) {
      const words = stderr.trim().split('\n').slice(-12).join('\n') || error.message;
      const newer = error.code === exitCodes.schemaNewer;
      reject(
        new HostError(
          newer ? 'schemaNewer' : 'failed',
          newer ? words : `the database cannot be prepared: ${words}`,
        ),
      );
      return;
    }
    const line = stdout.trim().split('\n').at(-1) ?? '';
    try {
      resolve(answer.parse(JSON.parse(line)));
    } catch (cause) {
      reject(new HostError('failed', `${program} answered no line of JSON but: ${line}`, { cause }));
    }
  });
  return await promise;
}

/** Letters and digits that are not taken for one another when read from a screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that can be read out and typed: 3 groups of 5, 74 bits. */
export function generatePassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}
