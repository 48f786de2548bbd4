export type {
  IceCandidate,
  MediaEngine,
  MediaEngineEvents,
  MediaEngineLoad,
  MediaLink,
  ParticipantKind,
  ParticipantRef,
  Recording,
} from './engine.ts';
