import type { PageLanguage } from '@rem/protocol';
import { type TranslationOf, useAppMessages } from '@rem/ui';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** The words of the customer's page. */
export const catalogues: Readonly<Record<PageLanguage, TranslationOf<typeof en>>> = { en, de, fr, es, ar };

/** Words by key, in the page's language. */
export const useMessages = useAppMessages<typeof en>;
