import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeLike, orderBy, Where } from './sql.ts';

const sort = { columns: { name: 'lower(name)' }, usual: 'at desc', unique: 'id' };

test('[STO20] only listed names reach the statement, whatever is asked for', () => {
  expect(orderBy('name', sort)).toBe('order by lower(name) asc nulls last, id');
  expect(orderBy('-name', sort)).toBe('order by lower(name) desc nulls last, id');
  fc.assert(
    fc.property(fc.string(), (asked) => {
      fc.pre(asked !== 'name' && asked !== '-name');
      expect(orderBy(asked, sort)).toBe('order by at desc, id');
    }),
  );
});

test('[STO20] conditions number their values, and leave out what was not asked', () => {
  const where = new Where().and('a = ?', 1).and('b = ?', undefined).contains(['c', 'd'], '5%');
  expect(where.text).toBe('where a = $1 and (c ilike $2 or d ilike $2)');
  expect(where.values).toEqual([1, '%5\\%%']);
  expect(new Where().contains(['c'], '').text).toBe('');
});

test('[STO20] an escaped text has no wildcard left', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(escapeLike(text).replace(/\\[\\%_]/g, '')).not.toMatch(/[\\%_]/);
    }),
  );
});
