import type { Clock } from '@rem/kit';
import { type Account, type Person, RemError, signInName } from '@rem/protocol';
import type { AuditEntry, Store } from '@rem/store';
import { by } from './by.ts';
import { lockedUntil } from './lock-out.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { nobody, type Principal } from './principal.ts';
import { hashOf, newToken } from './tokens.ts';
import { IDLE_MS } from './who-is.ts';

/** As much of what a browser says of itself is kept, in characters. */
const USER_AGENT_LENGTH = 300;

type AccountStore = Pick<Store, 'people' | 'logins' | 'audit'>;

/** Where a sign-in comes from. */
export interface SignInFrom {
  readonly address: string;
  readonly userAgent: string;
  /** The sign-in this browser had before: it ends with the new one. */
  readonly previous: string | null;
}

export interface SignedIn {
  readonly account: Account;
  /** For the cookie; the store keeps its hash alone. */
  readonly token: string;
}

/** Signing in and out, and one's own password. Every success and refusal leaves an audit row. */
export interface Accounts {
  /** Rejects with `bad_credentials`, whatever of name, password, lock or account was wrong. */
  signIn(credentials: { name: string; password: string }, from: SignInFrom): Promise<SignedIn>;
  signOut(principal: Principal): Promise<void>;
  /** Ends all sign-ins of this account and begins a new one. */
  changePassword(
    principal: Principal,
    passwords: { current: string; next: string },
    from: SignInFrom,
  ): Promise<SignedIn>;
}

const toAccount = ({ id, signInName, name, roles }: Person): Account => ({ id, signInName, name, roles });

const subjectOf = (person: Person): AuditEntry['subject'] => ({
  kind: 'people',
  id: person.id,
  name: person.name,
});

type Note = (entry: Pick<AuditEntry, 'actor' | 'action' | 'subject' | 'address'>) => Promise<unknown>;

interface Attempt {
  readonly name: string;
  readonly password: string;
  readonly address: string;
  readonly refusal: 'sign_in:refused' | 'password_change:refused';
}

/** The account a name and password are right for, or null; keeps count of the failures. */
async function judge(
  people: Store['people'],
  clock: Clock,
  note: Note,
  { name, password, address, refusal }: Attempt,
): Promise<Person | null> {
  const parsed = signInName.safeParse(name);
  const known = parsed.success ? await people.bySignInName(parsed.data) : null;
  const matches = await passwordMatches(known?.passwordHash ?? null, password);
  const now = clock.now();
  const locked = known?.lockedUntil != null && known.lockedUntil > now;
  if (known && matches && !locked && known.person.active) return known.person;

  if (known && !matches && !locked) {
    const failures = known.failures + 1;
    await people.signInFailed(known.person.id, { failures, lockedUntil: lockedUntil(failures, now) });
  }
  await note({
    actor: { kind: 'nobody', id: null, name: 'nobody' },
    action: refusal,
    // What was typed as a name may be a password: only names that exist are written down.
    subject: known ? subjectOf(known.person) : null,
    address,
  });
  return null;
}

async function begin(
  logins: Store['logins'],
  clock: Clock,
  person: Person,
  from: SignInFrom,
): Promise<SignedIn> {
  const token = newToken();
  await logins.create({
    tokenHash: hashOf(token),
    accountId: person.id,
    address: from.address,
    userAgent: from.userAgent.slice(0, USER_AGENT_LENGTH),
    expiresAt: clock.now() + IDLE_MS,
  });
  return { account: toAccount(person), token };
}

const self = (person: Person, address: string) =>
  by({ ...nobody(address), accountId: person.id, name: person.name });

export function createAccounts({ people, logins, audit }: AccountStore, clock: Clock): Accounts {
  const note: Note = (entry) => audit.append({ ...entry, before: null, after: null });

  return {
    async signIn({ name, password }, from) {
      const { address, previous } = from;
      const attempt = { name, password, address, refusal: 'sign_in:refused' } as const;
      const person = await judge(people, clock, note, attempt);
      if (!person) throw new RemError('bad_credentials');
      await people.signInSucceeded(person.id);
      if (previous) await logins.remove(previous);
      await logins.removeExpired(clock.now());
      const signedIn = await begin(logins, clock, person, from);
      await note({ ...self(person, address), action: 'sign_in', subject: subjectOf(person) });
      return signedIn;
    },

    async signOut(principal) {
      if (!principal.loginHash) return;
      await logins.remove(principal.loginHash);
      await note({ ...by(principal), action: 'sign_out', subject: null });
    },

    async changePassword(principal, { current, next }, from) {
      const person = principal.accountId ? await people.get(principal.accountId) : null;
      if (!person) throw new RemError('unauthenticated');
      const proven = await judge(people, clock, note, {
        name: person.signInName,
        password: current,
        address: from.address,
        refusal: 'password_change:refused',
      });
      if (!proven) throw new RemError('bad_credentials');
      const { id, version, lockedUntil: _, ...fields } = proven;
      const passwordHash = await hashPassword(next);
      const changed = await people.update(id, version, { fields, passwordHash }, by(principal));
      await note({ ...by(principal), action: 'password_change', subject: subjectOf(person) });
      return begin(logins, clock, changed, from);
    },
  };
}
