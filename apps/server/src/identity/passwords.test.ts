import { parseOptions } from '@node-rs/argon2';
import { expect, it } from 'vitest';
import { hashPassword, passwordMatches } from './passwords.ts';

it('[IDN6] passwords are kept as argon2id with at least the cost OWASP asks for, each with a salt of its own', async () => {
  const [first, second] = await Promise.all([hashPassword('same'), hashPassword('same')]);
  expect(first).toMatch(/^\$argon2id\$v=19\$/);
  expect(first).not.toBe(second);
  expect(parseOptions(first)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  expect(await passwordMatches(first, 'same')).toBe(true);
  expect(await passwordMatches(first, 'Same')).toBe(false);
});

it('[IDN5] nobody has the password of an unknown name', async () => {
  expect(await passwordMatches(null, 'nobody has this password')).toBe(false);
});
