import { pageLanguages } from '@rem/protocol';
import { catalogueFaults } from '@rem/ui';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { catalogues } from './mod.ts';

test.each(pageLanguages)('[REI20] %s has every message, with the same slots', (language) => {
  expect(catalogueFaults(en, catalogues[language], language)).toEqual([]);
});

test.each(pageLanguages.filter((language) => language !== 'en'))('[REI20] %s is translated', (language) => {
  const same = Object.entries(en).filter(([key, text]) => {
    const other: string | undefined = catalogues[language][key as keyof typeof en]; // entries lose the key type
    return other === text && /[a-z]{4} [a-z]{3}/i.test(text);
  });
  expect(same).toEqual([]);
});
