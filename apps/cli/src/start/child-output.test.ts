import { expect, test } from 'vitest';
import { errorIn } from './child-output.ts';
import { generatePassword } from './prepare.ts';

const pino = (level: number, more: object = {}): string =>
  JSON.stringify({ level, time: 1, msg: 'hello', ...more });

test.each([
  ['an error of the server', 'server', 'stdout', pino(50, { err: { message: 'no disk' } }), 'hello: no disk'],
  ['a plain line of standard error', 'media', 'stderr', 'Segmentation fault', 'Segmentation fault'],
  [
    'a database that gives up',
    'postgres',
    'stderr',
    '2026-11-22 UTC [1] FATAL:  no memory',
    '2026-11-22 UTC [1] FATAL:  no memory',
  ],
] as const)('[LCH14] the terminal shows %s', (_what, name, stream, line, shown) => {
  expect(errorIn(name, { stream, line })).toBe(shown);
});

test.each([
  ['information', 'server', 'stdout', pino(30)],
  ['a warning', 'server', 'stderr', pino(40)],
  ['a plain line of standard output', 'media', 'stdout', 'listening'],
  ['what the database notes', 'postgres', 'stderr', '2026-11-22 UTC [1] LOG:  ready'],
  [
    'a statement that the server will tell of',
    'postgres',
    'stderr',
    '2026-11-22 UTC [1] ERROR:  duplicate key',
  ],
] as const)('[LCH14] the terminal does not show %s', (_what, name, stream, line) => {
  expect(errorIn(name, { stream, line })).toBeUndefined();
});

test('[LCH32] a generated password is typed easily and never the same', () => {
  const passwords = new Set(Array.from({ length: 100 }, generatePassword));
  expect(passwords.size).toBe(100);
  for (const password of passwords) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){2}[a-hjkmnp-z2-9]{5}$/);
});
