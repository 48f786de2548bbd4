import type { Page } from '@rem/protocol';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { changed, type ListState, nextSort, plainList, readList, writeList } from '../models/list-query.ts';
import type { ListContent } from '../views/ListView.tsx';

/** Typing is waited for this long (ms) before the server is asked. */
const TYPING_MS = 200;

/** The state of a list in the address bar, and the ways to change it. */
export function useListState() {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = readList(search);
  const set = (next: ListState, replace = false) => {
    const query = writeList(next);
    navigate(query === '' ? path : `${path}?${query}`, { replace });
  };
  return {
    state,
    search,
    onSearch: (q: string) => set(changed(state, { q }), true),
    onSort: (column: string) => set(changed(state, { sort: nextSort(state.sort, column) })),
    onFilter: (filter: Readonly<Record<string, string>>) => set(changed(state, { filter })),
    onPage: (page: number) => set({ ...state, page }),
    onClear: () => set(plainList),
  };
}

/**
 * Loads what a list shows, again when its state changes; the former page stays until the next one is there. The
 * answer to an older question is dropped.
 * @param load must depend on nothing but its argument
 */
export function useList<R>(
  state: ListState,
  load: (state: ListState) => Promise<Page<R>>,
): { readonly content: ListContent<R>; readonly reload: () => void } {
  const [content, setContent] = useState<ListContent<R>>({ status: 'loading' });
  const [round, setRound] = useState(0);
  const asked = useRef('');
  const key = writeList(state);
  const latest = useRef({ state, load });
  latest.current = { state, load };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again, `key` stands for the state
  useEffect(() => {
    let dropped = false;
    setContent((old) => (old.status === 'ready' ? { ...old, stale: true } : { status: 'loading' }));
    const typing = asked.current !== '' && asked.current !== latest.current.state.q;
    asked.current = latest.current.state.q;
    const timer = setTimeout(
      () => {
        latest.current.load(latest.current.state).then(
          (page) => dropped || setContent({ status: 'ready', page, stale: false }),
          (error: unknown) => dropped || setContent({ status: 'failed', error }),
        );
      },
      typing ? TYPING_MS : 0,
    );
    return () => {
      dropped = true;
      clearTimeout(timer);
    };
  }, [key, round]);

  const reload = useCallback(() => setRound((old) => old + 1), []);
  return { content, reload };
}
