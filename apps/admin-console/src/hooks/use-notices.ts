import { useCallback, useEffect, useRef, useState } from 'react';
import type { Notice } from '../views/Notices.tsx';

/** How long a notice stays, in ms: long enough to read it and to reach for Undo. */
const SHOWN_MS = 10_000;
/** No more than this many at once. */
const MOST = 3;

export type Notify = (notice: Omit<Notice, 'id'>) => void;

export function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const [held, setHeld] = useState(false);
  const next = useRef(1);

  const notify = useCallback<Notify>((notice) => {
    const id = next.current;
    next.current += 1;
    setNotices((old) => [...old, { ...notice, id }].slice(-MOST));
  }, []);
  const close = useCallback((id: number) => {
    setNotices((old) => old.filter((notice) => notice.id !== id));
    setHeld(false);
  }, []);

  const oldest = notices[0]?.id;
  useEffect(() => {
    if (oldest === undefined || held) return;
    const timer = setTimeout(() => close(oldest), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [oldest, held, close]);

  return { notices, notify, close, hold: setHeld };
}
