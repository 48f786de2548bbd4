import { expect, test } from 'vitest';
import { deferred } from './deferred.ts';

test('resolves from outside, once', async () => {
  const waiting = deferred<number>();
  waiting.resolve(1);
  waiting.resolve(2);
  waiting.reject(new Error('too late'));
  await expect(waiting.promise).resolves.toBe(1);
});

test('rejects from outside', async () => {
  const waiting = deferred();
  waiting.reject(new Error('gone'));
  await expect(waiting.promise).rejects.toThrow('gone');
});
