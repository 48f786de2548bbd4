/**
 * Messages of one language by flat key (`offer.accept`). `{{name}}` is filled in; a key that counts has one entry
 * per plural category of its language: `queue.ahead_one`, `queue.ahead_other` (Unicode CLDR).
 */
export type Catalogue = Readonly<Record<string, string>>;

type Category = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The keys a page asks by: those of a catalogue without the plural endings. */
export type MessageKey<C extends Catalogue> = keyof C extends infer K
  ? K extends `${infer Base}_${Category}`
    ? Base
    : K & string
  : never;

/** A catalogue of another language for the same page: every key that does not count must be there. */
export type TranslationOf<C extends Catalogue> = {
  readonly [K in keyof C as K extends `${string}_${Category}` ? never : K]: string;
} & Catalogue;

const plural = /_(zero|one|two|few|many|other)$/;

const slots = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();

/**
 * Where `other` does not fit `reference`: keys missing or too many, plural categories the language does not have or
 * lacks, and slots (`{{name}}`) that differ. For the tests of each page's catalogues; empty means all is well.
 */
export function catalogueFaults(reference: Catalogue, other: Catalogue, language: string): string[] {
  const faults: string[] = [];
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const counted = new Set(
    Object.keys(reference)
      .filter((key) => plural.test(key))
      .map((key) => key.replace(plural, '')),
  );
  const expected = new Set(Object.keys(reference).filter((key) => !plural.test(key)));
  for (const base of counted) {
    for (const category of categories) {
      expected.add(`${base}_${category}`);
    }
  }
  for (const key of expected) {
    const text = other[key];
    if (text === undefined || text.trim() === '') {
      faults.push(`${language}: ${key} is missing`);
      continue;
    }
    const base = key.replace(plural, '');
    const original = reference[key] ?? reference[`${base}_other`] ?? '';
    const wanted = slots(original)
      .filter((slot) => slot !== 'count')
      .join();
    if (
      slots(text)
        .filter((slot) => slot !== 'count')
        .join() !== wanted
    ) {
      faults.push(`${language}: ${key} has other slots than the reference`);
    }
  }
  for (const key of Object.keys(other)) {
    if (!expected.has(key)) {
      faults.push(`${language}: ${key} is too many`);
    }
  }
  return faults;
}
