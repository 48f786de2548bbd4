import { describe, expect, it } from 'vitest';
import { isOwnOrigin, requireOwnOrigin } from './origin.ts';

const host = 'rem.example:8443';

describe('[IDN18] the origin of a request', () => {
  it.each([
    ['our own page', { host, origin: 'https://rem.example:8443' }, true],
    ['our own page, written differently', { host, origin: 'https://REM.example:8443' }, true],
    ['a program', { host }, true],
    ['our own page by an old browser', { host, 'sec-fetch-site': 'same-origin' }, true],
    ['an address typed by a person', { host, 'sec-fetch-site': 'none' }, true],
    ['another site', { host, origin: 'https://evil.example' }, false],
    ['another port', { host, origin: 'https://rem.example' }, false],
    ['cleartext', { host, origin: 'http://rem.example:8443' }, false],
    ['a longer name', { host, origin: 'https://rem.example:8443.evil.example' }, false],
    ['a sandbox', { host, origin: 'null' }, false],
    ['another site that hides its origin', { host, 'sec-fetch-site': 'cross-site' }, false],
    ['a neighbour that hides its origin', { host, 'sec-fetch-site': 'same-site' }, false],
    ['nobody we know', { origin: 'https://rem.example' }, false],
  ])('%s', (_who, headers, own) => {
    expect(isOwnOrigin(headers)).toBe(own);
  });

  it('matters where something can change, and nowhere else', () => {
    const foreign = { host, origin: 'https://evil.example' };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(() => requireOwnOrigin(method, foreign)).toThrow(
        expect.objectContaining({ code: 'bad_origin' }),
      );
    }
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(() => requireOwnOrigin(method, foreign)).not.toThrow();
  });
});
