import { useCallback, useEffect, useRef, useState } from 'react';

export type Loaded<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'ready'; readonly value: T };

/** Loads one thing, again when `key` changes or `reload` is called. A null key loads nothing. */
export function useLoad<T>(
  key: string | null,
  load: (key: string) => Promise<T>,
): { readonly loaded: Loaded<T>; readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ status: 'loading' });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again
  useEffect(() => {
    if (key === null) return;
    let dropped = false;
    setLoaded({ status: 'loading' });
    latest.current(key).then(
      (value) => dropped || setLoaded({ status: 'ready', value }),
      (error: unknown) => dropped || setLoaded({ status: 'failed', error }),
    );
    return () => {
      dropped = true;
    };
  }, [key, round]);

  const reload = useCallback(() => setRound((old) => old + 1), []);
  return { loaded, reload };
}
