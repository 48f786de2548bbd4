import { describe, expect, it } from 'vitest';
import { differences, pictureBytes } from './diff.ts';

describe('differences', () => {
  const record = {
    id: '1',
    version: 1,
    name: { en: 'Cards' },
    timers: { offer: 20, absence: 30 },
    tags: ['a'],
  };

  it('go down to single values and leave id and version out', () => {
    const after = {
      ...record,
      version: 2,
      timers: { offer: 25, absence: 30 },
      name: { en: 'Cards', de: 'Karten' },
    };
    expect(differences(record, after)).toEqual([
      { path: ['name', 'de'], kind: 'added', after: 'Karten' },
      { path: ['timers', 'offer'], kind: 'changed', before: 20, after: 25 },
    ]);
  });

  it('compare lists as wholes', () => {
    expect(differences(record, { ...record, tags: ['a', 'b'] })).toEqual([
      { path: ['tags'], kind: 'changed', before: ['a'], after: ['a', 'b'] },
    ]);
  });

  it('show a new record as all its fields, without those that are empty', () => {
    expect(differences(null, { id: '1', version: 1, name: 'Cards', address: '', active: false })).toEqual([
      { path: ['name'], kind: 'added', after: 'Cards' },
      { path: ['active'], kind: 'added', after: false },
    ]);
    expect(differences({ name: 'Cards' }, null)).toEqual([
      { path: ['name'], kind: 'removed', before: 'Cards' },
    ]);
  });

  it('are none where nothing changed', () => {
    expect(differences(record, { ...record, version: 9 })).toEqual([]);
    expect(differences(null, null)).toEqual([]);
  });
});

it('the size of a picture is that of its content', () => {
  expect(pictureBytes(`data:image/png;base64,${btoa('twelve bytes')}`)).toBe(12);
  expect(pictureBytes('Amara')).toBeNull();
});
