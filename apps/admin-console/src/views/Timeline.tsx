import { cssVariables, useFormats } from '@rem/ui';
import {
  IconAlertTriangle,
  IconBell,
  IconClockPause,
  IconFlag,
  IconMessage,
  IconPhoneCall,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Told, Tone } from '../models/timeline-words.ts';
import classes from './Timeline.module.css';

const tones: Readonly<Record<Tone, { readonly icon: TablerIcon; readonly hue: string }>> = {
  wait: { icon: IconClockPause, hue: 'amber' },
  offer: { icon: IconBell, hue: 'orange' },
  call: { icon: IconPhoneCall, hue: 'blue' },
  trouble: { icon: IconAlertTriangle, hue: 'red' },
  chat: { icon: IconMessage, hue: 'cyan' },
  end: { icon: IconFlag, hue: 'green' },
};

/** Everything that happened in a session, in order; the time since its beginning, the exact one on hover. */
export function Timeline({ entries }: { readonly entries: readonly Told[] }) {
  const formats = useFormats();
  return (
    <ol className={classes.list}>
      {entries.map(({ no, at, afterMs, tone, text, detail, quote }) => {
        const { icon: Icon, hue } = tones[tone];
        return (
          <li key={no} className={classes.entry}>
            <span
              className={classes.icon}
              style={cssVariables({
                '--tone-fg': `var(--rem-${hue}-fg)`,
                '--tone-bg': `var(--rem-${hue}-bg)`,
              })}
            >
              <Icon size={16} aria-hidden />
            </span>
            <div className={classes.text}>
              {text}
              {detail === null ? null : <span className={classes.detail}>{detail}</span>}
              {quote === null ? null : (
                <blockquote className={classes.quote} dir="auto">
                  {quote}
                </blockquote>
              )}
            </div>
            <time className={classes.at} dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
              +{formats.clock(afterMs)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
