import type { Api } from '@rem/client';
import type { ListQuery, Page } from '@rem/protocol';
import { useCallback, useEffect, useState } from 'react';
import { type Directory, emptyDirectory } from '../models/directory.ts';

const MOST_A_PAGE = 200;

/** All records of a list, page by page. */
async function all<R>(list: (query: Partial<ListQuery>) => Promise<Page<R>>): Promise<R[]> {
  const items: R[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await list({ page, size: MOST_A_PAGE });
    items.push(...answer.items);
    if (answer.items.length === 0 || items.length >= answer.total) return items;
  }
}

async function load(api: Api): Promise<Directory> {
  const [people, skills, services, branches, kiosks, dispositions] = await Promise.all([
    all(api.people.list),
    all(api.directory('skills').list),
    all(api.directory('services').list),
    all(api.directory('branches').list),
    all(api.directory('kiosks').list),
    all(api.directory('dispositions').list),
  ]);
  return { people, skills, services, branches, kiosks, dispositions };
}

/**
 * The names that records mention and choices are made from. A failed read leaves what was known: lists tell their
 * own errors, and an unknown name is shown as such.
 */
export function useDirectory(api: Api): { readonly directory: Directory; readonly reload: () => void } {
  const [directory, setDirectory] = useState(emptyDirectory);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` reads again
  useEffect(() => {
    let dropped = false;
    load(api).then(
      (read) => dropped || setDirectory(read),
      () => undefined,
    );
    return () => {
      dropped = true;
    };
  }, [api, round]);
  const reload = useCallback(() => setRound((old) => old + 1), []);
  return { directory, reload };
}
