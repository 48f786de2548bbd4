import { useTranslation } from 'react-i18next';
import type { Catalogue, MessageKey } from './catalogue.ts';
import { type Formats, formatsOf } from './format.ts';
import type { en } from './messages/en.ts';

/** What fills the slots of a message; `count` also chooses the plural form. */
export type Values = Readonly<Record<string, string | number>> & { readonly count?: number };

/** Words by key, in the page's language. */
export type Translate<C extends Catalogue> = (key: MessageKey<C>, values?: Values) => string;

/** `count` is chosen by as a number and shown as the language writes numbers. */
function fill(language: string, values: Values | undefined): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  const formats = formatsOf(language);
  for (const [name, value] of Object.entries(values ?? {})) {
    written[name] = typeof value === 'number' && name !== 'count' ? formats.number(value) : value;
  }
  return written;
}

/**
 * Words of the page. Each page makes its own of it, typed by its English catalogue:
 * `export const useMessages = useAppMessages<typeof en>;`
 */
export function useAppMessages<C extends Catalogue>(): Translate<C> {
  const { t, i18n } = useTranslation('app');
  return (key, values) => t(key, fill(i18n.language, values));
}

/** Words of this package. */
export function useUiMessages(): Translate<typeof en> {
  const { t, i18n } = useTranslation('ui');
  return (key, values) => t(key, fill(i18n.language, values));
}

/** Figures, times and durations in the page's language. */
export function useFormats(): Formats {
  return formatsOf(useTranslation().i18n.language);
}
