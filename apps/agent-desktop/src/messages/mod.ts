import { type Catalogues, useAppMessages } from '@rem/ui';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export const catalogues: Catalogues = { en, de, ar };

/** This page's words by key. */
export const useMessages = useAppMessages<typeof en>;
