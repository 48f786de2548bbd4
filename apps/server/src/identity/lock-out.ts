/** Attempts that may fail before an account is locked. */
const FREE_ATTEMPTS = 5;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 3_600_000;

/**
 * Until when an account is locked after its nth failure in a row: not at all before the fifth, then a minute,
 * doubling with each further failure up to an hour. It always ends by itself, so that nobody can be locked out
 * for good by a stranger who knows their name.
 */
export function lockedUntil(failures: number, now: number): number | null {
  if (failures < FREE_ATTEMPTS) return null;
  return now + Math.min(FIRST_LOCK_MS * 2 ** (failures - FREE_ATTEMPTS), LONGEST_LOCK_MS);
}
