import { type PageLanguage, pageLanguage } from '@rem/protocol';
import type { Formats } from '@rem/ui';
import { isWord, type Words } from '../messages/mod.ts';
import { pictureBytes } from './diff.ts';
import { type Directory, nameOfAny } from './directory.ts';

export interface Reader {
  readonly t: Words;
  readonly formats: Formats;
  readonly directory: Directory;
  readonly language: PageLanguage;
}

/** Names on the wire whose form says them by another word. */
const others: Readonly<Record<string, string>> = {
  title: 'job',
  signInName: 'sign_in_name',
  timeZone: 'time_zone',
  branchId: 'branch',
  serviceIds: 'services',
  requiredSkills: 'skills',
  wrapUp: 'wrap_up',
  dispositionIds: 'dispositions',
  lastSeenAt: 'last_seen',
  enrolledAt: 'enrolled_short',
  lastUsedAt: 'last_used',
  createdAt: 'created',
  revokedAt: 'revoked',
};

/** Fields whose values are words of ours. */
const valuePrefixes: Readonly<Record<string, string>> = {
  roles: 'role',
  icon: 'icon',
  wrapUp: 'services.wrap_up',
};

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A field of a record by the word its form has for it: `['timers', 'offer']` → "Times › Offer rings". */
export function fieldWords(kind: string, path: readonly string[], reader: Reader): string {
  const { t, formats, directory, language } = reader;
  return path
    .filter((name) => name !== 'mode')
    .map((name, depth) => {
      if (depth > 0 && pageLanguage.safeParse(name).success) return formats.language(name);
      if (isId(name)) return nameOfAny(directory, name, language) ?? t('common.unknown');
      const key = `${kind}.${others[name] ?? name}`;
      return isWord(key) ? t(key) : name;
    })
    .join(' › ');
}

/** A value of a record in words: names for ids, times for instants, pictures by their size. */
export function valueWords(value: unknown, path: readonly string[], reader: Reader): string {
  const { t, formats, directory, language } = reader;
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') {
    return /(At|Until)$/.test(path.at(-1) ?? '') ? formats.exact(value) : formats.number(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? '—' : formats.list(value.map((each) => valueWords(each, path, reader)));
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  const bytes = pictureBytes(value);
  if (bytes !== null) return t('audit.picture', { size: Math.round(bytes / 1024) });
  if (isId(value)) return nameOfAny(directory, value, language) ?? value;
  if (path[0] === 'languages') return formats.language(value);
  const prefix = valuePrefixes[path[0] ?? ''];
  const key = `${prefix}.${value}`;
  return prefix !== undefined && isWord(key) ? t(key) : value;
}
