import type { Localized, PageLanguage } from '@rem/protocol';

/** A directory text in the page's language, in English where it lacks that. */
export function inLanguage(text: Localized, language: PageLanguage): string {
  return text[language] ?? text.en;
}
