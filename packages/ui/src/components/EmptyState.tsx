import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Notices.module.css';

export interface EmptyStateProps {
  readonly icon: TablerIcon;
  /** What would be here: "No sessions yet". */
  readonly title: string;
  /** How something comes to be here. */
  readonly hint?: string;
  /** The one thing to do about it. */
  readonly action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, hint, action }: EmptyStateProps) {
  return (
    <div className={classes.notice} data-kind="empty">
      <span className={classes.icon}>
        <Icon size={24} aria-hidden />
      </span>
      <p className={classes.title}>{title}</p>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {action}
    </div>
  );
}
