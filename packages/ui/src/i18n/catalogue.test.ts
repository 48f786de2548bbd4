import { errorCatalogue } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { catalogueFaults } from './catalogue.ts';
import { ar } from './messages/ar.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';

describe('catalogueFaults', () => {
  it.each(Object.entries({ en, de, fr, es, ar }))(
    'finds nothing in the words of this package: %s',
    (language, words) => {
      expect(catalogueFaults(en, words, language)).toEqual([]);
    },
  );

  it('names what is missing, what is too many and what has other slots', () => {
    const faults = catalogueFaults({ a: 'A', b: 'B {{x}}' }, { b: 'B', c: 'C' }, 'de');
    expect(faults).toEqual([
      'de: a is missing',
      'de: b has other slots than the reference',
      'de: c is too many',
    ]);
  });

  it('asks for exactly the plural forms of the language', () => {
    const reference = { n_one: '{{count}} call', n_other: '{{count}} calls' };
    expect(catalogueFaults(reference, reference, 'en')).toEqual([]);
    const faults = catalogueFaults(reference, reference, 'ar');
    expect(faults).toEqual(['zero', 'two', 'few', 'many'].map((category) => `ar: n_${category} is missing`));
  });

  it('lets a plural form do without the number', () => {
    const reference = { n_one: '{{count}} call', n_other: '{{count}} calls' };
    expect(catalogueFaults(reference, { ...reference, n_one: 'one call' }, 'en')).toEqual([]);
  });
});

describe('errors', () => {
  it('say in English what the error catalogue says', () => {
    for (const [code, { message }] of Object.entries(errorCatalogue)) {
      expect(Object.entries(en)).toContainEqual([`error.${code}`, message]);
    }
  });
});
