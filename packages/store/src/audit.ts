import type { AuditQuery, AuditRow, Page } from '@rem/protocol';

/** Who does something, and from which network address. */
export interface By {
  readonly actor: AuditRow['actor'];
  readonly address: string | null;
}

/** What an audit row says; its number and time are the store's. */
export type AuditEntry = Omit<AuditRow, 'no' | 'at'>;

/** The newest row, to be noted outside the database: with it even a chain made anew from the start is found out. */
export interface AuditHead {
  /** 0 when there is none yet. */
  readonly no: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

export type AuditVerdict =
  | { readonly ok: true; readonly head: AuditHead }
  | {
      readonly ok: false;
      /** Number of the first row that is not what was written. */
      readonly no: number;
      readonly fault: 'missing' | 'altered' | 'head_differs';
    };

/** Append-only, each row chained to the one before by its SHA-256. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Newest first unless sorted; sorts by no, at, action, actor. `q` finds in actor, subject, action, address. */
  search(query: AuditQuery): Promise<Page<AuditRow>>;
  /**
   * Computes the chain again.
   * @param noted a head noted earlier, which must still be part of the chain
   */
  verify(noted?: AuditHead): Promise<AuditVerdict>;
}
