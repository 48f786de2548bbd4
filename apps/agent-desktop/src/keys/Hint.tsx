import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { type ShortcutName, shortcutText } from './shortcuts.ts';

/** Tells a control's shortcut on hover and focus. */
export function Hint(props: {
  readonly text: string;
  readonly shortcut: ShortcutName;
  readonly children: ReactElement;
}) {
  return <Tooltip label={`${props.text} · ${shortcutText(props.shortcut)}`}>{props.children}</Tooltip>;
}
