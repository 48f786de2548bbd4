/** What was done to a record: enough to take it back. `V` is what a form holds. */
export type Done<V> =
  | { readonly kind: 'created'; readonly id: string; readonly version: number; readonly name: string }
  | {
      readonly kind: 'saved';
      readonly id: string;
      /** The version that the save made. */
      readonly version: number;
      readonly name: string;
      readonly before: V;
      /** A part that cannot be read back, such as a password, was changed with it. */
      readonly secret: boolean;
    }
  | { readonly kind: 'deleted'; readonly name: string };

/** The request that takes it back: it names the version it undoes, so a later change of somebody else is kept. */
export type Undo<V> =
  | { readonly request: 'put'; readonly id: string; readonly version: number; readonly values: V }
  | { readonly request: 'delete'; readonly id: string; readonly version: number };

/** Null where nothing can take it back: what was deleted had an id that others knew, a password is not kept. */
export function undoOf<V>(done: Done<V>): Undo<V> | null {
  switch (done.kind) {
    case 'created':
      return { request: 'delete', id: done.id, version: done.version };
    case 'saved':
      return done.secret ? null : { request: 'put', id: done.id, version: done.version, values: done.before };
    case 'deleted':
      return null;
  }
}

/** What went wrong with a save or a deletion, as the panel tells it. */
export type Refusal =
  | { readonly kind: 'conflict' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'taken'; readonly field: string }
  | { readonly kind: 'in_use'; readonly by: readonly string[] }
  | { readonly kind: 'last_administrator' }
  | { readonly kind: 'other'; readonly error: unknown };

/** @param nameField the field a taken name is told at: `name.en` where names have languages */
export function refusalOf(
  error: { readonly code: string; readonly detail?: string | undefined },
  nameField: string,
): Refusal {
  const { code, detail = '' } = error;
  switch (code) {
    case 'conflict':
      return { kind: 'conflict' };
    case 'not_found':
      return { kind: 'gone' };
    case 'duplicate':
      return { kind: 'taken', field: detail === 'name' || detail === '' ? nameField : detail };
    case 'in_use':
      if (detail === 'the last administrator') return { kind: 'last_administrator' };
      return { kind: 'in_use', by: detail === '' ? [] : detail.split(', ') };
    default:
      return { kind: 'other', error };
  }
}
