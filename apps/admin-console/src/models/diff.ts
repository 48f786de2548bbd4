/** One difference between two records. */
export interface Difference {
  /** Where, from the outside in: `['timers', 'offer']`. */
  readonly path: readonly string[];
  readonly kind: 'added' | 'removed' | 'changed';
  /** Absent where it was added. */
  readonly before?: unknown;
  /** Absent where it was removed. */
  readonly after?: unknown;
}

/** Fields that say nothing to a reader: the id is in the heading, the version counts by itself. */
const unsaid = new Set(['id', 'version']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Nothing: what a field holds that was left empty. */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isRecord(value) && Object.keys(value).length === 0);

/**
 * What differs between two states of a record, field by field, down to single values; lists are compared as wholes.
 * A record that came or went is one with all its fields added or removed.
 */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (isRecord(before) || isRecord(after)) {
    const [old, next] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
    const names = [...new Set([...Object.keys(old), ...Object.keys(next)])];
    return names
      .filter((name) => path.length > 0 || !unsaid.has(name))
      .flatMap((name) => differences(old[name], next[name], [...path, name]));
  }
  if (same(before, after) || (isNothing(before) && isNothing(after))) return [];
  if (isNothing(before)) return [{ path, kind: 'added', after }];
  if (isNothing(after)) return [{ path, kind: 'removed', before }];
  return [{ path, kind: 'changed', before, after }];
}

/** Bytes of a data URL's content; null for any other text. */
export function pictureBytes(value: string): number | null {
  const match = /^data:image\/[a-z]+;base64,(.*)$/.exec(value);
  return match?.[1] === undefined ? null : Math.floor((match[1].replace(/=+$/, '').length * 3) / 4);
}
