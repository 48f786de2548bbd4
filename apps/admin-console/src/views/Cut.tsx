import type { ReactNode } from 'react';
import classes from './List.module.css';

/** A text on one line: cut where it is too long, whole on hover. */
export function Cut({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <span className={classes.cut} title={text}>
      {children ?? text}
    </span>
  );
}
