import { type Catalogues, type MessageKey, type Translate, useAppMessages } from '@rem/ui';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';

export const catalogues: Catalogues = { en, de, ar };

export type Words = Translate<typeof en>;
export type WordKey = MessageKey<typeof en>;

/** This page's words by key. */
export const useMessages = useAppMessages<typeof en>;

/** Whether there is a word of this name: for names that the server makes, such as audit actions. */
export const isWord = (key: string): key is WordKey => Object.hasOwn(en, key);
