import { useUiMessages } from '../i18n/hooks.ts';
import type { ShownState } from '../theme/states.ts';
import classes from './StateBadge.module.css';
import { stateIcons } from './state-icons.ts';
import { cssVariables } from './style.ts';

export interface StateBadgeProps {
  readonly state: ShownState;
  /** Said after the state's word, such as why someone is away. */
  readonly detail?: string | undefined;
  readonly size?: 'sm' | 'md';
}

/** A state of a session or an expert: its colour, its icon and its word, the same on every page. */
export function StateBadge({ state, detail, size = 'sm' }: StateBadgeProps) {
  const t = useUiMessages();
  const Icon = stateIcons[state];
  const text = detail ? `${t(`state.${state}`)} · ${detail}` : t(`state.${state}`);
  return (
    <span
      className={classes.badge}
      data-size={size}
      data-state={state}
      title={text}
      style={cssVariables({
        '--badge-fg': `var(--rem-state-${state}-fg)`,
        '--badge-bg': `var(--rem-state-${state}-bg)`,
      })}
    >
      <Icon size={size === 'sm' ? 14 : 16} aria-hidden />
      <span className={classes.text}>{text}</span>
    </span>
  );
}
