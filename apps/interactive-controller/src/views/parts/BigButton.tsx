import type { TablerIcon } from '@tabler/icons-react';
import classes from './BigButton.module.css';

export interface BigButtonProps {
  readonly label: string;
  readonly icon?: TablerIcon;
  /** Stands after the word and points on; turns round where one reads from the right. */
  readonly next?: boolean;
  /** `main` is the one thing to do next on a screen. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly size?: 'big' | 'small';
  readonly pressed?: boolean;
}

/** A target that is hit from where people stand. */
export function BigButton(props: BigButtonProps) {
  const {
    label,
    icon: Icon,
    kind = 'plain',
    onPress,
    disabled = false,
    size = 'big',
    pressed,
    next = false,
  } = props;
  return (
    <button
      type="button"
      className={classes.button}
      data-kind={kind}
      data-size={size}
      data-next={next ? '' : undefined}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {Icon ? <Icon className={classes.icon} aria-hidden stroke={1.75} /> : null}
      <span>{label}</span>
    </button>
  );
}
