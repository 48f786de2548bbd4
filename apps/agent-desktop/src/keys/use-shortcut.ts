import { useEffect, useEffectEvent } from 'react';
import { isTyping, type ShortcutName, shortcutOf } from './shortcuts.ts';

/** Calls `handler` at a shortcut while the component is shown and `enabled`; a key held down counts once. */
export function useShortcut(name: ShortcutName, handler: () => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (shortcutOf(event) !== name) {
      return;
    }
    event.preventDefault(); // the browser's own menus
    if (!event.repeat) {
      handler();
    }
  });
  useEffect(() => {
    if (!enabled) {
      return;
    }
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled]);
}

/** Calls `handler` at `?` outside text fields. */
export function useHelpKey(handler: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      handler();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
