/** What a list shows, as it stands in the address bar: so that a view can be kept, sent and gone back to. */
export interface ListState {
  readonly q: string;
  /** From 1. */
  readonly page: number;
  /** Field name, `-` before it for descending; empty: the list's own order. */
  readonly sort: string;
  /** Filters by name; only those that are set. */
  readonly filters: Readonly<Record<string, string>>;
}

export const pageSize = 25;
export const plainList: ListState = { q: '', page: 1, sort: '', filters: {} };

const own = new Set(['q', 'page', 'sort']);

export function readList(search: string): ListState {
  const params = new URLSearchParams(search);
  const page = Number(params.get('page') ?? 1);
  return {
    q: params.get('q') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    sort: params.get('sort') ?? '',
    filters: Object.fromEntries([...params].filter(([name, value]) => !own.has(name) && value !== '')),
  };
}

/** The query string without `?`; what is as usual is left out. */
export function writeList({ q, page, sort, filters }: ListState): string {
  const given = Object.entries({ q, sort, ...filters }).filter(([, value]) => value !== '');
  const params = new URLSearchParams(given);
  if (page > 1) params.set('page', String(page));
  return params.toString();
}

/** A list with another search, filter or order begins at its first page again. */
export function changed(
  state: ListState,
  change: { readonly q?: string; readonly sort?: string; readonly filter?: Readonly<Record<string, string>> },
): ListState {
  const filters = Object.entries({ ...state.filters, ...change.filter }).filter(([, value]) => value !== '');
  return {
    q: change.q ?? state.q,
    sort: change.sort ?? state.sort,
    page: 1,
    filters: Object.fromEntries(filters),
  };
}

/** The next order of a column that is pressed: up, down, as usual. */
export function nextSort(sort: string, column: string): string {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? '' : column;
}

export const isNarrowed = ({ q, filters }: ListState): boolean => q !== '' || Object.keys(filters).length > 0;

/** Midnight of a day `2026-11-22` in the reader's own time zone, `days` later; undefined when it is no day. */
export function dayStart(day: string | undefined, days = 0): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!match) return undefined;
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + days).getTime();
}

/** From the beginning of the first day to the end of the last. */
export function daysBetween(filters: ListState['filters']): { readonly from?: number; readonly to?: number } {
  const from = dayStart(filters.from);
  const to = dayStart(filters.to, 1);
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
