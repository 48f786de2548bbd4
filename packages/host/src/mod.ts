export { type CertificateFiles, ensureCertificates } from './certificates/files.ts';
export { type CertificateNames, machineNames } from './certificates/names.ts';
export { type ChildCommand, type ChildOutput, describeExit, type Exit, type StopSignal } from './child.ts';
export { DataFolder } from './data-folder.ts';
export { type DebianNeed, type DebianOptions, ensureDebianPackages, findCommand } from './debian.ts';
export { exitCodes, folderError, HostError, type HostErrorCode } from './errors.ts';
export { LogFile, type LogFileOptions } from './log-file.ts';
export { pollUntil } from './poll.ts';
export { findListener, requireFreePort } from './port.ts';
export { type EmbeddedPostgres, embeddedPostgres } from './postgres/cluster.ts';
export {
  type EndOptions,
  endProcess,
  identify,
  isRunning,
  type ProcessIdentity,
} from './process-identity.ts';
export { type ChildRecords, RunFiles } from './run-files.ts';
export { ensureSecret } from './secret.ts';
export { chooseSocketFolder, makePrivateFolder } from './socket-folder.ts';
export {
  type ChildDeath,
  type ChildSpec,
  Supervisor,
  type SupervisorEvents,
  type SupervisorOptions,
} from './supervisor.ts';
