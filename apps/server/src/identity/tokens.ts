import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 bits of randomness, as text that fits a cookie and a header. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What the store keeps of a token: SHA-256, hex. A token has 256 bits of its own, so it needs no salt and no slow
 * hash (ASVS 5.0 §7.2.3); a reader of the database cannot sign in with what is there.
 */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Letters and digits that cannot be taken for one another: no I, O, 0, 1. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;

/** A code to be read from one screen and typed at another: 40 bits, used once, for minutes. */
export function newEnrolCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** Hash of an enrol code as typed, with or without its dash and in any case. */
export const hashOfCode = (code: string): string => hashOf(code.trim().toUpperCase().replaceAll('-', ''));

const API_KEY = /^rem_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/;

/** The two parts of an API key: which it is, and the secret that proves it. Null when it is none. */
export function parseApiKey(key: string): { id: string; secret: string } | null {
  const [, id, secret] = API_KEY.exec(key) ?? [];
  return id && secret ? { id, secret } : null;
}

export const formatApiKey = (id: string, secret: string): string => `rem_${id}_${secret}`;
