import { useEffect, useRef } from 'react';

/** Escape asks; it never ends anything by itself. A dialog that is open has its own Escape: `active` is false then. */
export function useEscape(onEscape: () => void, active: boolean): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      // Else the same key press would close the dialog that it opens.
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [active]);
}
