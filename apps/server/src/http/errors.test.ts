import { readFileSync } from 'node:fs';
import { errorCatalogue, RemError } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { errorBody, toRemError } from './errors.ts';

const PAGE = new URL('../../../../docs/errors.md', import.meta.url);
const ROW = /^\| `([a-z_]+)` \| (\d+) \| (\d*) \| (yes|no) \| (.+) \|$/gm;

describe('errors', () => {
  it('[PRO3] the page of errors has the rows of the catalogue', () => {
    const rows = [...readFileSync(PAGE, 'utf8').matchAll(ROW)].map(
      ([, code, status, close, retry, message]) => [
        code,
        {
          message,
          status: Number(status),
          ...(close ? { close: Number(close) } : {}),
          retryable: retry === 'yes',
        },
      ],
    );
    expect(Object.fromEntries(rows)).toEqual(errorCatalogue);
  });

  it('[IDN21] what went wrong on our side has no detail', () => {
    const detail = 'connect ENOENT /run/rem/postgres/.s.PGSQL';
    for (const error of [
      new RemError('unavailable', detail),
      toRemError(new Error(detail)),
      new RemError('internal', detail),
    ]) {
      expect(JSON.stringify(errorBody(error))).not.toContain('ENOENT');
    }
    expect(errorBody(new RemError('in_use', 'the last administrator')).error.detail).toBe(
      'the last administrator',
    );
  });

  it('[IDN21] what the framework throws becomes a row of the catalogue', () => {
    const thrown = (code: string, statusCode: number) => Object.assign(new Error('x'), { code, statusCode });
    expect(toRemError(thrown('FST_ERR_CTP_BODY_TOO_LARGE', 413)).code).toBe('too_large');
    expect(toRemError(thrown('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415)).code).toBe('unsupported_media_type');
    expect(toRemError(thrown('FST_ERR_SOMETHING_NEW', 400)).code).toBe('bad_request');
    expect(toRemError(thrown('ENOENT', 404)).code).toBe('not_found');
    expect(toRemError(thrown('FST_ERR_FAILED_ERROR_SERIALIZATION', 500)).code).toBe('internal');
    expect(toRemError('a string').code).toBe('internal');
    expect(toRemError(null).code).toBe('internal');
  });
});
