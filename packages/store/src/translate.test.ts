import { RemError } from '@rem/protocol';
import pg from 'pg';
import { expect, test } from 'vitest';
import { translate } from './translate.ts';

function failure(code: string, constraint = ''): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('failed', 6, 'error'), { code, constraint });
}

test.each([
  ['57P01', '', 'unavailable'],
  ['57P03', '', 'unavailable'],
  ['57014', '', 'unavailable'],
  ['53100', '', 'unavailable'],
  ['53300', '', 'unavailable'],
  ['08006', '', 'unavailable'],
  ['25006', '', 'unavailable'],
  ['40P01', '', 'conflict'],
  ['40001', '', 'conflict'],
  ['RM409', '', 'conflict'],
  ['23505', 'sessions_pkey', 'conflict'],
  ['23505', 'offers_one_per_expert', 'conflict'],
  ['23505', 'sessions_request_id_key', 'duplicate'],
  ['23503', 'kiosks_branch_id_fkey', 'not_found'],
  ['22P05', '', 'bad_request'],
  ['23514', 'sessions_check', 'internal'],
  ['42601', '', 'internal'],
  ['RM001', '', 'internal'],
])('[STO16] SQLSTATE %s %s is %s, with its cause', (code, constraint, expected) => {
  const cause = failure(code, constraint);
  expect(translate(cause)).toMatchObject({ code: expected, cause });
});

test('[STO16] what the network throws is unavailable, a fault of the program is not', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(translate(refused).code).toBe('unavailable');
  expect(translate(new Error('Connection terminated unexpectedly')).code).toBe('unavailable');
  expect(translate(new TypeError('x is not a function')).code).toBe('internal');
  const known = new RemError('not_found');
  expect(translate(known)).toBe(known);
});
