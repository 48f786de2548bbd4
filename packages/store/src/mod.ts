export type { AuditEntry, AuditHead, AuditLog, AuditVerdict, By } from './audit.ts';
export type {
  Credentials,
  Directory,
  Keys,
  Kiosks,
  Login,
  Logins,
  NewLogin,
  People,
  PersonFields,
} from './directory.ts';
export {
  type Migrated,
  type MigrateOptions,
  MigrationChangedError,
  migrate,
  SchemaTooNewError,
} from './migrate.ts';
export { openStore, type StoreOptions } from './open.ts';
export type { LiveDay, Store, UnreadableRow, World } from './store.ts';
