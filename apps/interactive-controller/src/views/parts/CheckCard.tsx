import { Loader } from '@mantine/core';
import type { CheckState } from '@rem/ui';
import { IconAlertTriangle, IconCheck, IconX, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './CheckCard.module.css';

export interface CheckCardProps {
  readonly icon: TablerIcon;
  readonly title: string;
  /** `open`: nobody tried yet. */
  readonly state: CheckState | 'open';
  readonly text: string;
  /** A button or two, beside the words. */
  readonly actions?: ReactNode;
  /** Figures or a meter, below them. */
  readonly children?: ReactNode;
}

const signs = { good: IconCheck, warning: IconAlertTriangle, bad: IconX } as const;

/** One thing that is checked: what, how it is, what to do about it; large enough for a kiosk. */
export function CheckCard({ icon: Icon, title, state, text, actions, children }: CheckCardProps) {
  const Sign = state === 'open' || state === 'running' ? null : signs[state];
  return (
    <section className={classes.card} data-state={state} aria-label={title}>
      <Icon className={classes.icon} aria-hidden stroke={1.6} />
      <div className={classes.words} role="status">
        <strong>{title}</strong>
        <span>{text}</span>
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
      <span className={classes.sign}>
        {state === 'running' ? <Loader size="1em" aria-hidden /> : null}
        {Sign ? <Sign aria-hidden stroke={2.2} /> : null}
      </span>
      {children ? <div className={classes.more}>{children}</div> : null}
    </section>
  );
}
