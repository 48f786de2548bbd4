import { RemError } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { refusalOf, undoOf } from './undo.ts';

const id = '00000001-0000-4000-8000-000000000001';

describe('undo', () => {
  it('puts the former values back on the version that the save made', () => {
    const done = {
      kind: 'saved',
      id,
      version: 4,
      name: 'Cards',
      before: { name: 'Card' },
      secret: false,
    } as const;
    expect(undoOf(done)).toEqual({ request: 'put', id, version: 4, values: { name: 'Card' } });
  });

  it('deletes what was created', () => {
    const done = { kind: 'created', id, version: 1, name: 'Cards' } as const;
    expect(undoOf(done)).toEqual({ request: 'delete', id, version: 1 });
  });

  it('is not offered for what was deleted, nor for a password', () => {
    expect(undoOf({ kind: 'deleted', name: 'Cards' })).toBeNull();
    expect(undoOf({ kind: 'saved', id, version: 4, name: 'Amara', before: {}, secret: true })).toBeNull();
  });
});

describe('refusals', () => {
  const refused = (...args: ConstructorParameters<typeof RemError>) =>
    refusalOf(new RemError(...args), 'name.en');

  it('tells a conflict of versions', () => {
    expect(refused('conflict', 'services: now version 5')).toEqual({ kind: 'conflict' });
  });

  it('tells a taken name at the field that the form has for it', () => {
    expect(refused('duplicate', 'name')).toEqual({ kind: 'taken', field: 'name.en' });
    expect(refused('duplicate', 'signInName')).toEqual({ kind: 'taken', field: 'signInName' });
  });

  it('tells by what it is used', () => {
    expect(refused('in_use', 'service Cards, person Amara')).toEqual({
      kind: 'in_use',
      by: ['service Cards', 'person Amara'],
    });
    expect(refused('in_use', 'the last administrator')).toEqual({ kind: 'last_administrator' });
  });

  it('tells what is gone, and leaves the rest to the catalogue', () => {
    expect(refused('not_found').kind).toBe('gone');
    expect(refused('unavailable').kind).toBe('other');
  });
});
