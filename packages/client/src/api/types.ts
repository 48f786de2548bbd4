import type {
  Account,
  ApiKey,
  AuditQuery,
  AuditRow,
  CustomerSetup,
  createdApiKey,
  DirectoryFields,
  DirectoryInput,
  DirectoryKind,
  DirectoryRecord,
  enrolCode,
  ListQuery,
  newPerson,
  Page,
  Person,
  personChange,
  SessionQuery,
  SessionRow,
  SessionTimeline,
} from '@rem/protocol';
import type { z } from 'zod';
import type { LivePicture } from '../live/types.ts';
import type { enrolledKiosk } from './schemas.ts';

export interface ApiOptions {
  /** What comes before `/api/v1`: an origin outside a page, nothing in one. Default: nothing. */
  readonly base?: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Sent with every request, such as an API key's `authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Creating, reading, changing and removing the records of one kind. */
export interface Records<R, Fields, Change> {
  readonly list: (query?: Partial<ListQuery>) => Promise<Page<R>>;
  readonly get: (id: string) => Promise<R>;
  readonly create: (fields: Fields) => Promise<R>;
  /** Rejects with `conflict` when somebody changed it after `version` was read. */
  readonly update: (id: string, change: Change) => Promise<R>;
  readonly remove: (id: string, version: number) => Promise<void>;
}

export type DirectoryRecords<K extends DirectoryKind> = Records<
  DirectoryRecord<K>,
  DirectoryInput<K>,
  DirectoryFields<K> & { readonly version: number }
>;

/** The REST interface, typed: answers are parsed, refusals reject with the server's `RemError`. */
export interface Api {
  /** What the customer's page draws itself from; `branch` from a link. */
  readonly setup: (query?: { readonly branch?: string }) => Promise<CustomerSetup>;
  /** Binds this browser to a kiosk record by the code from the console. */
  readonly enrol: (code: string) => Promise<z.infer<typeof enrolledKiosk>>;
  /** This browser is no kiosk any more. */
  readonly leaveKiosk: () => Promise<void>;
  readonly signIn: (name: string, password: string) => Promise<Account>;
  readonly signOut: () => Promise<void>;
  /** Who is signed in; rejects with `unauthenticated` when nobody is. */
  readonly me: () => Promise<Account>;
  /** Ends every other sign-in of this account. */
  readonly changePassword: (change: { readonly current: string; readonly next: string }) => Promise<Account>;
  readonly people: Records<Person, z.input<typeof newPerson>, z.input<typeof personChange>>;
  readonly directory: <K extends DirectoryKind>(kind: K) => DirectoryRecords<K>;
  readonly kiosks: {
    /** A new code, in place of an older one that was not used. */
    readonly enrolCode: (kioskId: string) => Promise<z.infer<typeof enrolCode>>;
    /** Unbinds the kiosk from its browser. */
    readonly unenrol: (kioskId: string) => Promise<void>;
  };
  readonly sessions: {
    readonly list: (query?: Partial<SessionQuery>) => Promise<Page<SessionRow>>;
    readonly get: (id: string) => Promise<SessionRow>;
    readonly timeline: (sessionId: string) => Promise<SessionTimeline>;
  };
  /** Who waits and who serves, once; the live line tells it as it changes. */
  readonly liveNow: () => Promise<LivePicture>;
  readonly audit: (query?: Partial<AuditQuery>) => Promise<Page<AuditRow>>;
  readonly keys: {
    readonly list: (query?: Partial<ListQuery>) => Promise<Page<ApiKey>>;
    /** The only time the key itself is told. */
    readonly create: (name: string) => Promise<z.infer<typeof createdApiKey>>;
    readonly revoke: (id: string) => Promise<ApiKey>;
  };
}
