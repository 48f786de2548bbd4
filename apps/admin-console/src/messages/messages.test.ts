import { catalogueFaults } from '@rem/ui';
import { expect, it } from 'vitest';
import { en } from './en.ts';
import { catalogues } from './mod.ts';

it.each(Object.entries(catalogues))('the words in %s fit the English ones', (language, words) => {
  expect(catalogueFaults(en, words, language)).toEqual([]);
});
