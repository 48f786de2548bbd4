import { BrandMark } from '@rem/ui';
import type { ReactNode } from 'react';
import classes from './Screen.module.css';

export interface ScreenProps {
  /** For tests and screenshots: which screen this is. */
  readonly name: string;
  /** Beside the brand: the branch, the connection. */
  readonly corner?: ReactNode;
  /** Lowest row: the way out first, what comes next last. */
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: brand above, the way out always in the lower corner where the line begins. */
export function Screen({ name, corner, bar, children }: ScreenProps) {
  return (
    <div className={classes.screen} data-screen={name}>
      <header className={classes.top}>
        <BrandMark />
        {corner ? <div className={classes.corner}>{corner}</div> : null}
      </header>
      <main className={classes.main}>{children}</main>
      {bar ? <footer className={classes.bar}>{bar}</footer> : null}
    </div>
  );
}

export interface HeadingProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** What this screen is, told to screen readers when it comes. */
export function Heading({ title, children }: HeadingProps) {
  return (
    <div className={classes.heading}>
      <h1 className={classes.title} aria-live="polite">
        {title}
      </h1>
      {children ? <p className={classes.lead}>{children}</p> : null}
    </div>
  );
}
