import { type PageLanguage, pageLanguages } from '@rem/protocol';

/** Each language by its own name, as people look for it. */
export const languageNames: Readonly<Record<PageLanguage, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' || language.startsWith('ar-') ? 'rtl' : 'ltr';
}

/** The first of a person's languages (`navigator.languages`) that is offered, else the first offered. */
export function chooseLanguage(
  wished: readonly string[],
  offered: readonly PageLanguage[] = pageLanguages,
): PageLanguage {
  for (const wish of wished) {
    const primary = wish.split('-')[0];
    const found = offered.find((each) => each === primary);
    if (found) {
      return found;
    }
  }
  return offered[0] ?? 'en';
}
