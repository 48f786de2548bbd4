import { createLogger } from '@rem/kit/logger';
import { expect, it } from 'vitest';
import { Present } from './present.ts';

it('[LIV7] tells of the first connection and of the last, of each customer', () => {
  const told: string[] = [];
  const present = new Present(
    async (id, here) => {
      told.push(`${id} ${here ? 'here' : 'gone'}`);
    },
    createLogger('test', 'silent'),
  );
  const first = present.arrive('a');
  const second = present.arrive('a');
  const other = present.arrive('b');
  first();
  first();
  other();
  expect(told).toEqual(['a here', 'b here', 'b gone']);
  second();
  present.arrive('a');
  expect(told).toEqual(['a here', 'b here', 'b gone', 'a gone', 'a here']);
});
