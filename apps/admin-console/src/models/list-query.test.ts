import { describe, expect, it } from 'vitest';
import { changed, dayStart, daysBetween, nextSort, plainList, readList, writeList } from './list-query.ts';

describe('list in the address bar', () => {
  it('is written and read back the same', () => {
    const state = {
      q: 'Straße & Co',
      page: 3,
      sort: '-name',
      filters: { state: 'ended', from: '2026-11-22' },
    };
    expect(readList(writeList(state))).toEqual(state);
    expect(writeList(plainList)).toBe('');
  });

  it('takes nonsense for the first page', () => {
    for (const search of ['page=0', 'page=-2', 'page=x', 'page=1.5']) expect(readList(search).page).toBe(1);
  });

  it('begins at its first page again when it is narrowed, and forgets filters that are cleared', () => {
    const state = { ...plainList, page: 7, filters: { state: 'ended' } };
    expect(changed(state, { q: 'a' })).toEqual({ ...state, q: 'a', page: 1 });
    expect(changed(state, { filter: { state: '' } }).filters).toEqual({});
  });

  it('sorts up, down and as usual', () => {
    expect([nextSort('', 'name'), nextSort('name', 'name'), nextSort('-name', 'name')]).toEqual([
      'name',
      '-name',
      '',
    ]);
  });

  it('takes whole days of the reader, the last one included', () => {
    const from = new Date(2026, 10, 22).getTime();
    expect(daysBetween({ from: '2026-11-22', to: '2026-11-22' })).toEqual({
      from,
      to: new Date(2026, 10, 23).getTime(),
    });
    expect(dayStart('22.11.2026')).toBeUndefined();
  });
});
