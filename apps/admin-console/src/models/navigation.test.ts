import { expect, it } from 'vitest';
import { navigationFor, placeOf } from './navigation.ts';

const seen = (...roles: Parameters<typeof navigationFor>[0]['roles']) =>
  navigationFor({ roles }).flatMap(({ pages }) => pages);

it('the navigation follows the roles', () => {
  expect(seen('supervisor')).toEqual([
    ...['live', 'sessions', 'skills', 'services', 'branches', 'kiosks', 'dispositions'],
  ]);
  expect(seen('administrator')).toContain('people');
  expect(seen('administrator').slice(-2)).toEqual(['keys', 'audit']);
  expect(seen('expert')).toEqual([]);
});

it('an address names a page and perhaps a record', () => {
  expect(placeOf('/')).toEqual({ page: 'live', item: null });
  expect(placeOf('/people')).toEqual({ page: 'people', item: null });
  expect(placeOf('/people/new')).toEqual({ page: 'people', item: 'new' });
  expect(placeOf('/nowhere')).toBeNull();
});
