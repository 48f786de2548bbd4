import { useFormats, useUiMessages } from '../i18n/hooks.ts';
import type { Hue } from '../theme/tokens.ts';
import classes from './Countdown.module.css';
import { cssVariables } from './style.ts';
import { useNow } from './use-now.ts';

export interface CountdownProps {
  /** Instant (ms, server's clock) at which nothing is left. */
  readonly endsAt: number;
  /** The whole time in ms: what the full ring stands for. */
  readonly total: number;
  /** What to add to this machine's clock to get the server's (ms); default 0. */
  readonly clockOffset?: number | undefined;
  /** Diameter in px; default 56. */
  readonly size?: number;
  /** Default: orange, and red in the last fifth. */
  readonly hue?: Hue;
}

/** A ring that empties, with the seconds left in it. Not announced each second: `role="timer"` is silent. */
export function Countdown({ endsAt, total, clockOffset = 0, size = 56, hue }: CountdownProps) {
  const t = useUiMessages();
  const formats = useFormats();
  const left = Math.max(0, endsAt - useNow(clockOffset, 250));
  const share = total > 0 ? Math.min(1, left / total) : 0;
  const seconds = Math.ceil(left / 1000);
  const stroke = Math.max(3, size / 14);
  const r = (size - stroke) / 2;
  const round = 2 * Math.PI * r;
  const colour = hue ?? (share <= 0.2 ? 'red' : 'orange');
  return (
    <span
      role="timer"
      className={classes.ring}
      aria-label={t('countdown.left', { time: formats.duration(seconds * 1000) })}
      style={cssVariables({
        '--ring-size': `${size}px`,
        '--ring-color': `var(--rem-${colour}-solid)`,
      })}
    >
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden>
        <circle className={classes.track} cx={size / 2} cy={size / 2} r={r} strokeWidth={stroke} />
        <circle
          className={classes.left}
          cx={size / 2}
          cy={size / 2}
          r={r}
          strokeWidth={stroke}
          strokeDasharray={round}
          strokeDashoffset={round * (1 - share)}
        />
      </svg>
      <span aria-hidden>{seconds < 60 ? formats.number(seconds) : formats.clock(seconds * 1000)}</span>
    </span>
  );
}
