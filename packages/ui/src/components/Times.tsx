import { useFormats } from '../i18n/hooks.ts';
import { useNow } from './use-now.ts';

export interface TimeProps {
  /** Instant in ms by the server's clock. */
  readonly at: number;
  /** What to add to this machine's clock to get the server's (ms); default 0. */
  readonly clockOffset?: number | undefined;
}

/** `3 minutes ago`, with the exact instant on hover; counts on by itself. */
export function RelativeTime({ at, clockOffset = 0 }: TimeProps) {
  const formats = useFormats();
  const now = useNow(clockOffset, 10_000);
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {formats.relative(at, now)}
    </time>
  );
}

/** A clock that counts up from an instant: `4:12`, with the instant itself on hover. */
export function Elapsed({ at, clockOffset = 0 }: TimeProps) {
  const formats = useFormats();
  const now = useNow(clockOffset);
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {formats.clock(now - at)}
    </time>
  );
}
