import { type Account, hasRight, type Right } from '@rem/protocol';

/** The console's pages in the order of the navigation, with the right that shows each. */
export const pages = [
  { name: 'live', group: 'now', right: 'live:view' },
  { name: 'sessions', group: 'now', right: 'sessions:view' },
  { name: 'people', group: 'setup', right: 'people:manage' },
  { name: 'skills', group: 'setup', right: 'setup:view' },
  { name: 'services', group: 'setup', right: 'setup:view' },
  { name: 'branches', group: 'setup', right: 'setup:view' },
  { name: 'kiosks', group: 'setup', right: 'setup:view' },
  { name: 'dispositions', group: 'setup', right: 'setup:view' },
  { name: 'keys', group: 'safety', right: 'keys:manage' },
  { name: 'audit', group: 'safety', right: 'audit:view' },
] as const satisfies readonly { name: string; group: string; right: Right }[];
export type PageName = (typeof pages)[number]['name'];
export type PageGroup = (typeof pages)[number]['group'];

export interface NavigationGroup {
  readonly group: PageGroup;
  readonly pages: readonly PageName[];
}

export const may = (account: Pick<Account, 'roles'>, right: Right): boolean => hasRight(account.roles, right);

/** What an account sees of the navigation; empty groups are left out. */
export function navigationFor(account: Pick<Account, 'roles'>): readonly NavigationGroup[] {
  const groups: { group: PageGroup; pages: PageName[] }[] = [];
  for (const { name, group, right } of pages) {
    if (!may(account, right)) continue;
    const last = groups.at(-1);
    if (last?.group === group) last.pages.push(name);
    else groups.push({ group, pages: [name] });
  }
  return groups;
}

/** `/people/4f…` → page and record; null for what is no page. */
export function placeOf(path: string): { readonly page: PageName; readonly item: string | null } | null {
  const [, first = '', item = ''] = path.split('/');
  const page = first === '' ? 'live' : pages.find(({ name }) => name === first)?.name;
  return page === undefined ? null : { page, item: item === '' ? null : item };
}
