import { enrolBody } from '@rem/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatApiKey, hashOf, hashOfCode, newEnrolCode, newToken, parseApiKey } from './tokens.ts';

describe('tokens', () => {
  it('[IDN9] have 256 bits and are hashed to SHA-256', () => {
    expect(Buffer.from(newToken(), 'base64url')).toHaveLength(32);
    expect(newToken()).not.toBe(newToken());
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('[IDN14] enrol codes are what the protocol takes, and typed carelessly are the same', () => {
    for (let n = 0; n < 200; n++) expect(enrolBody.safeParse({ code: newEnrolCode() }).success).toBe(true);
    expect(hashOfCode(' abcd-efgh')).toBe(hashOfCode('ABCDEFGH'));
  });

  it('[IDN17] API keys come apart as they were put together', () => {
    const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
    for (let n = 0; n < 50; n++) {
      const secret = newToken();
      expect(parseApiKey(formatApiKey(id, secret))).toEqual({ id, secret });
    }
    fc.assert(fc.property(fc.string(), (text) => parseApiKey(text) === null));
  });
});
