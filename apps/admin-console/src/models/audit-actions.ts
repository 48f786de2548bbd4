import { en } from '../messages/en.ts';
import type { WordKey } from '../messages/mod.ts';

type ActionOf<K> = K extends `action.${infer Action}` ? Action : never;
export type AuditAction = ActionOf<WordKey>;

/** Audit actions that have a word, in the catalogue's order. */
export const auditActions: readonly AuditAction[] = Object.keys(en)
  .filter((key) => key.startsWith('action.'))
  .map((key) => key.slice('action.'.length) as AuditAction); // keys of a record lose their type
