import type { Clock } from '@rem/kit';
import { type Account, type Person, RemError, signInName } from '@rem/protocol';
import type { AuditEntry, Store } from '@rem/store';
import { by } from './by.ts';
import { lockedUntil } from './lock-out.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { nobody, type Principal } from './principal.ts';
import { hashOf, newToken } from './tokens.ts';
import { ABSOLUTE_MS, IDLE_MS } from './who-is.ts';

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

export function createAccounts(store: AccountStore, clock: Clock): Accounts {
  const note = (entry: Pick<AuditEntry, 'actor' | 'action' | 'subject' | 'address'>) =>
    store.audit.append({ ...entry, before: null, after: null });

  /** The account the name and password are right for, or null; keeps count of the failures. */
  async function judge(
    name: string,
    password: string,
    address: string,
    refusal: 'sign_in:refused' | 'password_change:refused',
  ): Promise<Person | null> {
    const parsed = signInName.safeParse(name);
    const known = parsed.success ? await store.people.bySignInName(parsed.data) : null;
    const matches = await passwordMatches(known?.passwordHash ?? null, password);
    const now = clock.now();
    const locked = known?.lockedUntil != null && known.lockedUntil > now;
    if (known && matches && !locked && known.person.active) return known.person;

    if (known && !matches && !locked) {
      const failures = known.failures + 1;
      await store.people.signInFailed(known.person.id, { failures, lockedUntil: lockedUntil(failures, now) });
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

  async function begin(person: Person, from: SignInFrom): Promise<SignedIn> {
    const token = newToken();
    const now = clock.now();
    await store.logins.create({
      tokenHash: hashOf(token),
      accountId: person.id,
      address: from.address,
      userAgent: from.userAgent.slice(0, 300),
      expiresAt: now + Math.min(IDLE_MS, ABSOLUTE_MS),
    });
    return { account: toAccount(person), token };
  }

  const self = (person: Person, address: string) =>
    by({ ...nobody(address), accountId: person.id, name: person.name });

  return {
    async signIn({ name, password }, from) {
      const person = await judge(name, password, from.address, 'sign_in:refused');
      if (!person) throw new RemError('bad_credentials');
      await store.people.signInSucceeded(person.id);
      if (from.previous) await store.logins.remove(from.previous);
      await store.logins.removeExpired(clock.now());
      const signedIn = await begin(person, from);
      await note({ ...self(person, from.address), action: 'sign_in', subject: subjectOf(person) });
      return signedIn;
    },

    async signOut(principal) {
      if (!principal.loginHash) return;
      await store.logins.remove(principal.loginHash);
      await note({ ...by(principal), action: 'sign_out', subject: null });
    },

    async changePassword(principal, { current, next }, from) {
      const person = principal.accountId ? await store.people.get(principal.accountId) : null;
      if (!person) throw new RemError('unauthenticated');
      const proven = await judge(person.signInName, current, from.address, 'password_change:refused');
      if (!proven) throw new RemError('bad_credentials');
      const { id, version, lockedUntil: _, ...fields } = proven;
      const changed = await store.people.update(
        id,
        version,
        { fields, passwordHash: await hashPassword(next) },
        by(principal),
      );
      await note({ ...by(principal), action: 'password_change', subject: subjectOf(person) });
      return begin(changed, from);
    },
  };
}
