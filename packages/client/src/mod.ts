/**
 * The SDK that every page uses, in browsers and in Node: the live line with its state, calls over it, checks of
 * devices and network, and the REST interface.
 */
export { createApi } from './api/api.ts';
export type { Api, ApiOptions, DirectoryRecords, Records } from './api/types.ts';
export { createCall } from './call/call.ts';
export type { Call, CallOptions, CallSnapshot, CallState } from './call/types.ts';
export { createLevelMeter } from './check/level-meter.ts';
export { networkCheck } from './check/network-check.ts';
export { playTestTone } from './check/test-tone.ts';
export type { LevelMeter, NetworkFigures } from './check/types.ts';
export { newId } from './id.ts';
export { createLiveClient, liveUrl } from './live/client.ts';
export type {
  ClientLogger,
  ClientRole,
  ConnectionState,
  LiveClient,
  LiveClientOptions,
  LiveEvents,
  LivePicture,
  LiveState,
  MediaRoom,
  SocketConstructor,
  SocketLike,
  TicketStore,
} from './live/types.ts';
export { createLocalMedia, listDevices } from './media/local-media.ts';
export type {
  DeviceChoice,
  DeviceProblem,
  Devices,
  LocalMedia,
  LocalMediaSnapshot,
} from './media/types.ts';
export { type Snapshot, SnapshotStore } from './snapshot.ts';
