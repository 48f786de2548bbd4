/** A language's ways of writing figures. Durations and instants are in ms. */
export interface Formats {
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** A share 0–1 as a percentage. */
  percent(share: number, digits?: number): string;
  /** `4 min 12 sec`: the two largest units; for reading. */
  duration(ms: number): string;
  /** `4:12`, `1:04:12`: for counting clocks. */
  clock(ms: number): string;
  /** `14:05`. */
  time(at: number): string;
  /** `22 Nov 2026, 14:05:12`: the exact instant, for what is shown on hover. */
  exact(at: number): string;
  /** `3 minutes ago`, `in 2 hours`. */
  relative(at: number, now: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** A language tag in words: `German`. */
  language(tag: string): string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const spans = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

function duration(language: string, ms: number): string {
  const part = (unit: string, value: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  let rest = Math.max(0, Math.round(ms / SECOND) * SECOND);
  const parts: string[] = [];
  for (const [unit, span] of spans) {
    const count = Math.floor(rest / span);
    rest -= count * span;
    if (count > 0 && parts.length < 2) {
      parts.push(part(unit, count));
    } else if (parts.length > 0) {
      break;
    }
  }
  return parts.length > 0 ? parts.join(' ') : part('second', 0);
}

function clock(language: string, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  const one = new Intl.NumberFormat(language);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${one.format(h)}:${two.format(m)}:${two.format(s)}` : `${one.format(m)}:${two.format(s)}`;
}

function relative(language: string, at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const distance = at - now;
  for (const [unit, span] of spans) {
    if (Math.abs(distance) >= span) {
      return format.format(Math.trunc(distance / span), unit);
    }
  }
  return format.format(0, 'second');
}

const made = new Map<string, Formats>();

/** Formats of a language (BCP 47); made once each. */
export function formatsOf(language: string): Formats {
  let formats = made.get(language);
  if (!formats) {
    formats = makeFormats(language);
    made.set(language, formats);
  }
  return formats;
}

function makeFormats(language: string): Formats {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return {
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share),
    duration: (ms) => duration(language, ms),
    clock: (ms) => clock(language, ms),
    time: (at) => time.format(at),
    exact: (at) => exact.format(at),
    relative: (at, now) => relative(language, at, now),
    list: (items) => list.format(items),
    language: (tag) => names.of(tag) ?? tag,
  };
}
