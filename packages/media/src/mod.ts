export { createEmbeddedEngine, type EmbeddedEngineOptions } from './embedded/client.ts';
export { mediaSocketPath } from './embedded/socket-path.ts';
export type {
  IceCandidate,
  MediaEngine,
  MediaEngineEvents,
  MediaEngineLoad,
  MediaLink,
  ParticipantKind,
  ParticipantRef,
  RecordedFile,
  Recording,
} from './engine.ts';
export { MediaError, type MediaErrorCode } from './errors.ts';
export { type JanusCommand, type JanusConfigOptions, janusConfig } from './janus/config.ts';
export { createJanusEngine } from './janus/engine.ts';
export type { JanusEngineOptions } from './janus/options.ts';
export type { MediaLogger } from './logger.ts';
export { type IceServer, type TurnOptions, turnCredentials } from './turn.ts';
