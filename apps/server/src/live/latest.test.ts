import { deferred } from '@rem/kit';
import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

it('gathers touches into one run, and those during a run into one more', async () => {
  const gates = [deferred(), deferred(), deferred()];
  let runs = 0;
  const latest = new Latest(
    async () => {
      runs += 1;
      await gates[runs - 1]?.promise;
    },
    () => {},
  );
  latest.touch();
  latest.touch();
  await Promise.resolve();
  expect(runs).toBe(1);
  latest.touch();
  latest.touch();
  gates[0]?.resolve();
  await new Promise(setImmediate);
  expect(runs).toBe(2);
  gates[1]?.resolve();
  await new Promise(setImmediate);
  expect(runs).toBe(2);
  latest.close();
  latest.touch();
  await new Promise(setImmediate);
  expect(runs).toBe(2);
});

it('tells of a failure and can be touched again', async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const latest = new Latest(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error('planted');
    },
    (error) => errors.push(error),
  );
  latest.touch();
  await new Promise(setImmediate);
  latest.touch();
  await new Promise(setImmediate);
  expect(runs).toBe(2);
  expect(errors).toHaveLength(1);
});
