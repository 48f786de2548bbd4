import type { AuditHead, AuditVerdict } from '../audit.ts';
import type { Connection } from '../database.ts';

/** Keeps each statement far below the longest one allowed. */
const BATCH = 20_000;

/** What comes before the first row. */
const NOTHING = '0'.repeat(64);

interface Head extends AuditHead {
  /** There is a row that the head does not know. */
  readonly beyond: boolean;
  readonly notedFits: boolean;
}

interface Part {
  readonly count: number;
  /** The first place whose row is another one. */
  readonly gap: number | null;
  readonly altered: number | null;
  readonly lastHash: string | null;
}

/**
 * Rows are only ever added, so a head read first and the rows up to it belong together.
 * @param batch rows computed by one statement
 */
export async function verifyAudit(
  connection: Connection,
  noted: AuditHead | undefined,
  batch = BATCH,
): Promise<AuditVerdict> {
  const [head] = await connection.query<Head>(
    `select no, hash,
       exists (select from rem.audit where no > head.no) as beyond,
       coalesce($1::bigint, 0) = 0 or exists (select from rem.audit where no = $1 and hash = $2) as "notedFits"
     from rem.audit_head as head`,
    [noted?.no ?? null, noted?.hash ?? null],
  );
  if (!head) return { ok: false, no: 1, fault: 'head_differs' };
  let previous = NOTHING;
  for (let after = 0; after < head.no; after += batch) {
    const to = Math.min(after + batch, head.no);
    const part = await computeAgain(connection, after, to, previous);
    const missing = part.gap ?? (part.count < to - after ? after + part.count + 1 : null);
    const first = Math.min(missing ?? Infinity, part.altered ?? Infinity);
    if (first !== Infinity) {
      return { ok: false, no: first, fault: first === missing ? 'missing' : 'altered' };
    }
    previous = part.lastHash ?? previous;
  }
  if (head.beyond || head.hash !== previous) return { ok: false, no: head.no, fault: 'head_differs' };
  if (!head.notedFits) return { ok: false, no: noted?.no ?? 0, fault: 'head_differs' };
  return { ok: true, head: { no: head.no, hash: head.hash } };
}

async function computeAgain(
  connection: Connection,
  after: number,
  to: number,
  previous: string,
): Promise<Part> {
  const [part] = await connection.query<Part>(
    `with chain as (
       select no, hash,
         $1::bigint + row_number() over (order by no) as place,
         rem.audit_hash(coalesce(lag(hash) over (order by no), $3),
           no, at, actor, action, subject, before, after, address) as computed
       from rem.audit where no > $1 and no <= $2
     )
     select
       (select count(*) from chain) as count,
       (select min(place) from chain where no <> place) as gap,
       (select min(no) from chain where hash <> computed) as altered,
       (select hash from chain order by no desc limit 1) as "lastHash"`,
    [after, to, previous],
  );
  return part ?? { count: 0, gap: null, altered: null, lastHash: null };
}
