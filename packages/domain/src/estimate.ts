/** Handle time taken for granted before the first session of a service ended, ms. */
export const assumedHandleMs = 5 * 60_000;

/**
 * Expected wait as a range in seconds [RTE8]: with `servers` experts who could serve, each busy for `handleMs` on
 * average, the customer at `position` is reached after about `position × handle ÷ servers`; the range is half to one
 * and a half of that, rounded out to half minutes. Null when nobody can serve.
 */
export function expectedWait(input: {
  readonly position: number;
  readonly servers: number;
  /** How many of them are free now. */
  readonly free: number;
  readonly handleMs: number;
}): { from: number; to: number } | null {
  const { position, servers, free, handleMs } = input;
  if (servers === 0) return null;
  const ahead = Math.max(0, position - free);
  const seconds = (ahead * handleMs) / servers / 1000;
  return {
    from: Math.floor((seconds * 0.5) / 30) * 30,
    to: Math.max(30, Math.ceil((seconds * 1.5) / 30) * 30),
  };
}
