import type { ReactNode } from 'react';
import type { Directory } from '../../models/directory.ts';

/** A form as its fields see it: `@mantine/form` fits, and so does a picture of one. */
export interface Form<V> {
  readonly values: V;
  /** By path of the field, `timers.offer`. */
  readonly errors: Readonly<Record<string, ReactNode>>;
  /** Value, error and handlers of an input. */
  readonly getInputProps: (path: string, options?: { readonly type: 'checkbox' }) => object;
  readonly setFieldValue: <K extends keyof V & string>(path: K, value: V[K]) => void;
  readonly setFieldError: (path: keyof V & string, error: string) => void;
}

/** What every form is drawn from. */
export interface FormProps<V> {
  readonly form: Form<V>;
  readonly directory: Directory;
  readonly isNew: boolean;
  readonly readOnly: boolean;
}
