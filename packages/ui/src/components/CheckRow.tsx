import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './DeviceCheck.module.css';
import { cssVariables } from './style.ts';

export type CheckState = 'running' | 'good' | 'warning' | 'bad';

const prefixes: Readonly<Record<CheckState, string>> = {
  running: '--rem-state-offline',
  good: '--rem-green',
  warning: '--rem-amber',
  bad: '--rem-red',
};

export interface CheckRowProps {
  /** Of the thing checked: camera, microphone. */
  readonly icon: TablerIcon;
  readonly title: string;
  readonly state: CheckState;
  /** What was found and, when it is not good, what to do. */
  readonly text: ReactNode;
  /** A choice or a button for this row. */
  readonly children?: ReactNode;
}

function Verdict({ state }: { readonly state: CheckState }) {
  const colour = { color: `var(${prefixes[state]}-fg)` };
  switch (state) {
    case 'running':
      return <Loader size={18} aria-hidden />;
    case 'good':
      return <IconCheck size={20} style={colour} aria-hidden />;
    case 'warning':
      return <IconAlertTriangle size={20} style={colour} aria-hidden />;
    case 'bad':
      return <IconX size={20} style={colour} aria-hidden />;
  }
}

/** One line of a device check: what, how it is, what to do about it. */
export function CheckRow({ icon: Icon, title, state, text, children }: CheckRowProps) {
  const prefix = prefixes[state];
  return (
    <div
      className={classes.row}
      data-check={state}
      style={cssVariables({ '--check-bg': `var(${prefix}-bg)`, '--check-fg': `var(${prefix}-fg)` })}
    >
      <span className={classes.icon}>
        <Icon size={20} aria-hidden />
      </span>
      <span role="status">
        <span className={classes.title}>{title}</span>
        <span className={classes.text}>{text}</span>
      </span>
      <Verdict state={state} />
      {children ? <div className={classes.action}>{children}</div> : null}
    </div>
  );
}
