import type { PageLanguage } from '@rem/protocol';
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Catalogue } from './catalogue.ts';
import { ar } from './messages/ar.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { fr } from './messages/fr.ts';

/** A page's messages by language. English is always there: it is what is shown when another lacks a word. */
export type Catalogues = { readonly en: Catalogue } & { readonly [L in PageLanguage]?: Catalogue };

const own: Readonly<Record<PageLanguage, Catalogue>> = { en, de, fr, es, ar };

/** An i18next of its own for one page: `ui` holds this package's words, `app` the page's. */
export function createI18n(catalogues: Catalogues, language: PageLanguage): i18n {
  const instance = i18next.createInstance();
  const resources: Record<string, { ui: Catalogue; app: Catalogue }> = {};
  for (const tag of Object.keys(own) as PageLanguage[]) {
    // keys of a record lose their type
    resources[tag] = { ui: own[tag], app: catalogues[tag] ?? {} };
  }
  instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    ns: ['app', 'ui'],
    defaultNS: 'app',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  return instance;
}
