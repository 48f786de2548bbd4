import type { ExpertProfile } from '@rem/domain';
import type {
  Account,
  ApiKey,
  DirectoryFields,
  DirectoryKind,
  DirectoryRecord,
  Kiosk,
  ListQuery,
  NewPerson,
  Page,
  Person,
} from '@rem/protocol';
import type { By } from './audit.ts';

/**
 * Skills, services, branches, kiosks, dispositions. Each change writes its audit row (`services:update`, before,
 * after) in the same transaction. `duplicate`: the name is taken; `bad_request`: it names something that is not
 * there; `in_use`: the detail says by what; `conflict`: the version is not the present one.
 */
export interface Directory {
  /**
   * `q` finds in the name (of branches also in the address). Sorts by name (default), services by position (their
   * default), kiosks also by branchId, enrolledAt, lastSeenAt.
   */
  list<K extends DirectoryKind>(kind: K, query: ListQuery): Promise<Page<DirectoryRecord<K>>>;
  /** In the default order. */
  all<K extends DirectoryKind>(kind: K): Promise<DirectoryRecord<K>[]>;
  get<K extends DirectoryKind>(kind: K, id: string): Promise<DirectoryRecord<K> | null>;
  create<K extends DirectoryKind>(
    kind: K,
    fields: DirectoryFields<K>,
    by: By,
    options?: { readonly id?: string },
  ): Promise<DirectoryRecord<K>>;
  update<K extends DirectoryKind>(
    kind: K,
    id: string,
    version: number,
    fields: DirectoryFields<K>,
    by: By,
  ): Promise<DirectoryRecord<K>>;
  remove(kind: DirectoryKind, id: string, version: number, by: By): Promise<void>;
}

export type PersonFields = Omit<NewPerson, 'password'>;

/** What signing in is judged by. */
export interface Credentials {
  readonly person: Person;
  readonly passwordHash: string;
  /** Failed attempts since the last success. */
  readonly failures: number;
  readonly lockedUntil: number | null;
}

/** Accounts. Changes are audited as in `Directory` (`people:create` …); password hashes never enter the audit. */
export interface People {
  /** `q` finds in name, sign-in name, title; sorts by name (default), signInName, title, active. */
  list(query: ListQuery): Promise<Page<Person>>;
  get(id: string): Promise<Person | null>;
  create(
    made: { readonly fields: PersonFields; readonly passwordHash: string },
    by: By,
    options?: { readonly id?: string },
  ): Promise<Person>;
  /** A new password, or a person made inactive, ends their sign-ins. */
  update(
    id: string,
    version: number,
    change: { readonly fields: PersonFields; readonly passwordHash?: string },
    by: By,
  ): Promise<Person>;
  /** `in_use` while they are at work. Their name stays in the sessions they served. */
  remove(id: string, version: number, by: By): Promise<void>;
  bySignInName(name: string): Promise<Credentials | null>;
  /**
   * Counts a failed attempt. The stored count rises by at least one even when attempts race.
   * @returns the count now
   */
  signInFailed(
    id: string,
    failed: { readonly failures: number; readonly lockedUntil: number | null },
  ): Promise<number>;
  signInSucceeded(id: string): Promise<void>;
  /** Everyone with the role expert, also inactive ones. */
  profiles(): Promise<ExpertProfile[]>;
}

export interface NewLogin {
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string;
  readonly accountId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly expiresAt: number;
}

export interface Login {
  readonly account: Account;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

/** Signed-in browsers. */
export interface Logins {
  create(login: NewLogin): Promise<void>;
  /** Null when unknown, expired, or the account is no longer active. */
  find(tokenHash: string): Promise<Login | null>;
  /** Notes that it is used now; `expiresAt` moves its end. */
  touch(tokenHash: string, options?: { readonly expiresAt?: number }): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  /** @returns how many there were */
  removeAllOf(accountId: string): Promise<number>;
  removeExpired(now: number): Promise<number>;
}

/** How a browser becomes a kiosk's. The records themselves are in `Directory`. */
export interface Kiosks {
  /** A newer code replaces an older one. Audited as `kiosks:enrol_code`. */
  setEnrolCode(id: string, codeHash: string, expiresAt: number, by: By): Promise<void>;
  /** Null when the code is unknown, used or expired. A browser enrolled before loses its place. Audited as `kiosks:enrol`. */
  enrol(enrolment: {
    readonly codeHash: string;
    readonly tokenHash: string;
    readonly now: number;
    readonly address: string | null;
  }): Promise<Kiosk | null>;
  byToken(tokenHash: string): Promise<Kiosk | null>;
  /** Notes that it was seen. */
  touch(id: string, now: number): Promise<void>;
  /** Takes token and code away. Audited as `kiosks:unenrol`. */
  unenrol(id: string, by: By): Promise<void>;
}

/** API keys of other programs. */
export interface Keys {
  /** Audited as `keys:create`. */
  create(key: { readonly name: string; readonly keyHash: string }, by: By): Promise<ApiKey>;
  /** Sorts by name, createdAt (default, newest first), lastUsedAt. `q` finds in the name. */
  list(query: ListQuery): Promise<Page<ApiKey>>;
  /** Null when unknown or revoked. */
  byHash(keyHash: string): Promise<ApiKey | null>;
  touch(id: string, now: number): Promise<void>;
  /** `not_found`; again is no error. Audited as `keys:revoke`. */
  revoke(id: string, by: By): Promise<ApiKey>;
}
