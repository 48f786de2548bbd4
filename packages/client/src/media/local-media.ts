import { type Snapshot, SnapshotStore } from '../snapshot.ts';
import { problemOf } from './problems.ts';
import type { DeviceChoice, DeviceProblem, Devices, LocalMedia, LocalMediaSnapshot } from './types.ts';

export interface LocalMediaOptions {
  /** Default: the browser's; undefined where the page may not ask. */
  readonly devices?: MediaDevices | undefined;
}

/** Enough for a face in full screen; the browser sends less when the network carries less. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

const CLOSED: LocalMediaSnapshot = {
  state: 'closed',
  stream: null,
  audioTrack: null,
  videoTrack: null,
  audioProblem: null,
  videoProblem: null,
};

type Kind = 'audio' | 'video';
interface Got {
  readonly track: MediaStreamTrack | null;
  readonly problem: DeviceProblem | null;
}

const constraintsOf = (kind: Kind, deviceId: string | undefined): MediaStreamConstraints => {
  const device = deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
  return kind === 'video' ? { video: { ...PICTURE, ...device } } : { audio: { ...SOUND, ...device } };
};

class Capture implements LocalMedia {
  readonly #devices: MediaDevices | undefined;
  readonly #store = new SnapshotStore<LocalMediaSnapshot>(CLOSED);
  /** Counts closings: what was asked for before one must not stay open after it. */
  #era = 0;
  #opening: Promise<void> | null = null;

  constructor(options: LocalMediaOptions) {
    this.#devices = 'devices' in options ? options.devices : globalThis.navigator?.mediaDevices;
  }

  get state(): Snapshot<LocalMediaSnapshot> {
    return this.#store;
  }

  readonly open = (choice: DeviceChoice = {}): Promise<void> => {
    this.#opening ??= this.#open(choice).finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  };

  readonly useCamera = (deviceId: string): Promise<MediaStreamTrack> => this.#use('video', deviceId);

  readonly useMicrophone = (deviceId: string): Promise<MediaStreamTrack> => this.#use('audio', deviceId);

  readonly close = (): void => {
    this.#era += 1;
    const { audioTrack, videoTrack } = this.#store.getSnapshot();
    for (const track of [audioTrack, videoTrack]) track?.stop();
    this.#store.patch(CLOSED);
  };

  async #open(choice: DeviceChoice): Promise<void> {
    const { audioTrack, videoTrack } = this.#store.getSnapshot();
    if (audioTrack && videoTrack) return;
    const era = this.#era;
    this.#store.patch({ state: 'opening' });
    // Together first, so that the browser asks the person once.
    const both = audioTrack || videoTrack ? null : await this.#getBoth(choice);
    const audio = audioTrack
      ? kept(audioTrack)
      : (both?.audio ?? (await this.#get('audio', choice.microphone)));
    const video = videoTrack ? kept(videoTrack) : (both?.video ?? (await this.#get('video', choice.camera)));
    if (era !== this.#era) {
      for (const { track } of [audio, video]) track?.stop();
      return;
    }
    this.#show(audio, video);
  }

  async #getBoth(choice: DeviceChoice): Promise<Record<Kind, Got> | null> {
    try {
      const stream = await this.#devices?.getUserMedia({
        ...constraintsOf('audio', choice.microphone),
        ...constraintsOf('video', choice.camera),
      });
      const [audio] = stream?.getAudioTracks() ?? [];
      const [video] = stream?.getVideoTracks() ?? [];
      return audio && video ? { audio: kept(audio), video: kept(video) } : null;
    } catch {
      // Which of the two is at fault, only asking for each alone tells.
      return null;
    }
  }

  async #get(kind: Kind, deviceId: string | undefined): Promise<Got> {
    if (!this.#devices) return { track: null, problem: 'unsupported' };
    try {
      const stream = await this.#devices.getUserMedia(constraintsOf(kind, deviceId));
      return kept(stream.getTracks()[0] ?? null);
    } catch (error) {
      return { track: null, problem: problemOf(error) };
    }
  }

  async #use(kind: Kind, deviceId: string): Promise<MediaStreamTrack> {
    const era = this.#era;
    const got = await this.#get(kind, deviceId);
    if (!got.track || era !== this.#era) {
      got.track?.stop();
      throw new Error(`the ${kind} device cannot be used: ${got.problem ?? 'closed meanwhile'}`);
    }
    const snapshot = this.#store.getSnapshot();
    const old = kind === 'video' ? snapshot.videoTrack : snapshot.audioTrack;
    got.track.enabled = old?.enabled ?? true;
    if (kind === 'video') this.#show({ track: snapshot.audioTrack, problem: snapshot.audioProblem }, got);
    else this.#show(got, { track: snapshot.videoTrack, problem: snapshot.videoProblem });
    old?.stop();
    return got.track;
  }

  #show(audio: Got, video: Got): void {
    const tracks = [audio.track, video.track].filter((track) => track !== null);
    this.#store.patch({
      state: 'open',
      stream: tracks.length > 0 ? new MediaStream(tracks) : null,
      audioTrack: audio.track,
      videoTrack: video.track,
      audioProblem: audio.problem,
      videoProblem: video.problem,
    });
    for (const track of tracks) track.onended = () => this.#unplugged(track);
  }

  /** The device was pulled out, or permission was taken back; `stop()` from here fires no such event. */
  #unplugged(track: MediaStreamTrack): void {
    const { audioTrack, videoTrack, audioProblem, videoProblem } = this.#store.getSnapshot();
    const gone: Got = { track: null, problem: 'missing' };
    if (track === audioTrack) this.#show(gone, { track: videoTrack, problem: videoProblem });
    if (track === videoTrack) this.#show({ track: audioTrack, problem: audioProblem }, gone);
  }
}

const kept = (track: MediaStreamTrack | null): Got => ({ track, problem: track ? null : 'missing' });

/** This machine's camera and microphone; nothing is opened before `open()`. */
export function createLocalMedia(options: LocalMediaOptions = {}): LocalMedia {
  return new Capture(options);
}

/** What there is to choose from; names are empty until permission was given. */
export async function listDevices(
  devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices,
): Promise<Devices> {
  const all = (await devices?.enumerateDevices()) ?? [];
  const ofKind = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind);
  return {
    cameras: ofKind('videoinput'),
    microphones: ofKind('audioinput'),
    speakers: ofKind('audiooutput'),
  };
}
