/** Each with Alt. Letters stay free for typing, and no field loses anything to them. */
export const shortcuts = {
  accept: 'A',
  decline: 'D',
  microphone: 'M',
  camera: 'V',
  hold: 'H',
  end: 'E',
  chat: 'C',
  state: 'S',
} as const;
export type ShortcutName = keyof typeof shortcuts;

/** What is told in tooltips and to `aria-keyshortcuts`. */
export function shortcutText(name: ShortcutName): string {
  return `Alt+${shortcuts[name]}`;
}

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * The letter of a key press: as the layout writes it, or, where Alt or the layout makes another sign of it (macOS,
 * Arabic), as the key's place says.
 */
function letter({ key, code }: Pick<Key, 'key' | 'code'>): string | null {
  if (/^[a-z]$/i.test(key)) {
    return key.toUpperCase();
  }
  return /^Key([A-Z])$/.exec(code)?.[1] ?? null;
}

/** Which shortcut a key press is; null for none. */
export function shortcutOf(event: Key): ShortcutName | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return null;
  }
  const pressed = letter(event);
  const names = Object.keys(shortcuts) as ShortcutName[]; // keys lose their type
  return names.find((name) => shortcuts[name] === pressed) ?? null;
}

/** Whether someone is writing there: `?` belongs to the text then. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
