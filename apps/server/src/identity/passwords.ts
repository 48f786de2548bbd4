import { hash, verify } from '@node-rs/argon2';

/**
 * Argon2id with the least that OWASP's password storage sheet recommends: 19 MiB, two passes, one lane
 * (RFC 9106). The algorithm is the library's default; its constant cannot be imported, being a `const enum`.
 */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** The hash the store keeps, in PHC text form with its own salt. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one hashed. For an unknown name pass null: the same work is done on a decoy, so
 * that the time of the answer does not tell which names exist.
 */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password);
  return passwordHash !== null && matches;
}
