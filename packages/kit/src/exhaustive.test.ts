import { expect, test } from 'vitest';
import { exhaustive } from './exhaustive.ts';

test('names the value that no case covered', () => {
  // A value of a wider world than the type admits, as it would come from outside.
  const stray = { state: 'unheard-of' } as unknown as never;
  expect(() => exhaustive(stray)).toThrow('unexpected value: {"state":"unheard-of"}');
});
