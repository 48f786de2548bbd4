import { ManualClock } from '@rem/kit';
import { expect, it } from 'vitest';
import { Gatherer } from './gatherer.ts';

it('runs the first wish at once and gathers the rest', () => {
  const clock = new ManualClock();
  const runs: number[] = [];
  const start = clock.now();
  const gatherer = new Gatherer(clock, 1000, () => runs.push(clock.now() - start));
  gatherer.touch();
  gatherer.touch();
  clock.advance(0);
  expect(runs).toEqual([0]);
  for (let step = 0; step < 15; step += 1) {
    gatherer.touch();
    clock.advance(100);
  }
  expect(runs).toEqual([0, 1000]);
  clock.advance(5000);
  expect(runs).toEqual([0, 1000, 2000]);
  gatherer.touch();
  gatherer.close();
  expect(clock.pending).toBe(0);
});
