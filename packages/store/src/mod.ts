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
export type {
  ExpertDay,
  ExpertStretch,
  LiveDay,
  ServedSession,
  Store,
  UnreadableRow,
  World,
} from './store.ts';
