import { RemError } from '@rem/protocol';

/** The part of a zod schema that reading needs. */
export interface Schema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: SchemaError };
}

interface SchemaError extends Error {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** What came from the database, parsed: its JSON is as foreign as any other. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string; readonly cause: Error };

export function tryRead<T>(schema: Schema<T>, value: unknown): Reading<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const reason = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ');
  return { ok: false, reason, cause: parsed.error };
}

/** @throws RemError `internal` with the table and the row's id when it does not parse */
export function read<T>(schema: Schema<T>, value: unknown, table: string, id: string): T {
  const reading = tryRead(schema, value);
  if (reading.ok) return reading.value;
  throw new RemError('internal', `${table} ${id} cannot be read`, {
    cause: new Error(reading.reason, { cause: reading.cause }),
  });
}
