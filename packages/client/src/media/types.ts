import type { Snapshot } from '../snapshot.ts';

/** Why a device cannot be used. */
export type DeviceProblem =
  /** The person or the browser's policy said no. */
  | 'denied'
  /** There is none. */
  | 'missing'
  /** It is there, and something else uses it. */
  | 'busy'
  /** This page may not ask: it did not come over HTTPS, or the browser is too old. */
  | 'unsupported';

export interface LocalMediaSnapshot {
  /** `opening` while the browser asks for permission. */
  readonly state: 'closed' | 'opening' | 'open';
  /** For the self view; null when there is neither camera nor microphone. */
  readonly stream: MediaStream | null;
  readonly audioTrack: MediaStreamTrack | null;
  readonly videoTrack: MediaStreamTrack | null;
  readonly audioProblem: DeviceProblem | null;
  readonly videoProblem: DeviceProblem | null;
}

export interface DeviceChoice {
  /** Device ids; the browser's choice when absent. */
  readonly camera?: string;
  readonly microphone?: string;
}

/** This machine's camera and microphone; opened once and shared by the device check and the call. */
export interface LocalMedia {
  readonly state: Snapshot<LocalMediaSnapshot>;
  /**
   * Asks for camera and microphone; with one of them when the other is missing, with none when both are. Never
   * rejects: what is wrong is in the snapshot. A second call while open does nothing, unless something was missing.
   */
  readonly open: (choice?: DeviceChoice) => Promise<void>;
  /** Opens another camera in place of the present one; rejects and keeps the present one when it cannot. */
  readonly useCamera: (deviceId: string) => Promise<MediaStreamTrack>;
  readonly useMicrophone: (deviceId: string) => Promise<MediaStreamTrack>;
  /** Stops every track: the camera's light goes out. Can be opened again. */
  readonly close: () => void;
}

export interface Devices {
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}
