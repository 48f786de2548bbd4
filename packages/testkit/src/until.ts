export interface UntilOptions {
  /** How long to wait in ms before it is a failure; default 10,000. */
  readonly timeoutMs?: number;
  /** Time between two looks in ms; default 20. */
  readonly everyMs?: number;
  /** What is waited for, for the error text. A function is asked at the time of the failure. */
  readonly what?: string | (() => string);
}

/**
 * Waits until `condition` gives something other than `undefined`, `null` or `false`, and returns that. What it
 * throws on the way counts as "not yet"; the last such error becomes the cause of the failure.
 */
export async function until<T>(
  condition: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  options: UntilOptions = {},
): Promise<T> {
  const { timeoutMs = 10_000, everyMs = 20, what } = options;
  const end = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= end) {
      const text = typeof what === 'function' ? what() : (what ?? String(condition));
      throw new Error(`not within ${timeoutMs} ms: ${text}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
