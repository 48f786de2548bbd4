import { type ErrorCode, RemError } from '@rem/protocol';
import pg from 'pg';

/** What a violated unique index means; any other is a change that came first: `conflict`. */
const DUPLICATES: Readonly<Record<string, string>> = {
  sessions_request_id_key: 'requestId',
  timeline_message: 'messageId',
  skills_name: 'name',
  services_name: 'name',
  branches_name: 'name',
  kiosks_name: 'name',
  dispositions_name: 'name',
  people_sign_in_name: 'signInName',
  skills_pkey: 'id',
  services_pkey: 'id',
  branches_pkey: 'id',
  kiosks_pkey: 'id',
  dispositions_pkey: 'id',
  people_pkey: 'id',
  logins_pkey: 'tokenHash',
  api_keys_key_hash_key: 'keyHash',
};

/** Columns that refer to another table, in the words of whoever sent them. */
const REFERENCES: Readonly<Record<string, string>> = {
  service_skills_skill_id_fkey: 'requiredSkills',
  service_dispositions_disposition_id_fkey: 'dispositionIds',
  kiosks_branch_id_fkey: 'branchId',
  kiosk_services_service_id_fkey: 'serviceIds',
  person_skills_skill_id_fkey: 'skills',
  sessions_needs_service_id_fkey: 'serviceId',
  sessions_needs_branch_id_fkey: 'branchId',
  sessions_needs_kiosk_id_fkey: 'kioskId',
  experts_id_fkey: 'expert',
  logins_account_id_fkey: 'accountId',
};

/** Conditions by SQLSTATE (PostgreSQL, appendix A) or its class: none of them is the request's fault. */
const OUT_OF_REACH = [
  '08', // connection
  '25006', // a standby, which takes no changes
  '28', // may not sign in
  '3D000', // no such database
  '53', // disk full, out of memory, too many connections
  '55P03', // a lock was not to be had
  '57', // shut down, crashed, starting up, statement timed out
  '58', // the system below it
];

/** Two that changed the same rows at once; one was rolled back. */
const COLLISIONS = ['40001', '40P01', 'RM409'];

/** Text that JSON can carry and PostgreSQL cannot: NUL, half of a surrogate pair; an id that is none. */
const UNSTORABLE = ['22021', '22P02', '22P05'];

/** What `pg` or the network threw as a row of the catalogue, with its cause. */
export function translate(error: unknown): RemError {
  if (error instanceof RemError) return error;
  if (error instanceof TypeError || error instanceof RangeError) return made('internal', undefined, error);
  // The network's own errors, and those of `pg` for connections that are gone or not to be had in time.
  if (!(error instanceof pg.DatabaseError)) return made('unavailable', undefined, error);
  const { code = '', constraint = '' } = error;
  if (OUT_OF_REACH.some((condition) => code.startsWith(condition)))
    return made('unavailable', undefined, error);
  if (COLLISIONS.includes(code)) return made('conflict', undefined, error);
  if (UNSTORABLE.includes(code)) return made('bad_request', 'a text or an id that cannot be stored', error);
  if (code === '23505') {
    const what = DUPLICATES[constraint];
    return what ? made('duplicate', what, error) : made('conflict', undefined, error);
  }
  if (code === '23503') return made('not_found', REFERENCES[constraint] ?? constraint, error);
  return made('internal', undefined, error);
}

function made(code: ErrorCode, detail: string | undefined, cause: unknown): RemError {
  return new RemError(code, detail, { cause });
}
