import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The least a page can do to take part in a call: no framework, no signalling of its own. A driver outside moves
 * its descriptions and candidates. What it can is in `window.bare`.
 */
const SCRIPT = `
const report = (name, ...args) => window.bareReport?.(name, ...args);
const state = { publish: null, subscribe: null, session: '', local: null, remote: new Map(), pictures: new Map() };

const sessionOf = (sdp) => /^o=\\S+ (\\S+) /m.exec(sdp)?.[1] ?? '';

function connection(link, config) {
  const pc = new RTCPeerConnection(config);
  pc.onicecandidate = ({ candidate }) => report('candidate', link, candidate ? candidate.toJSON() : null);
  pc.onconnectionstatechange = () => report('state', link, pc.connectionState);
  return pc;
}

function show(id, stream) {
  let video = document.getElementById(id);
  if (!video) {
    video = document.createElement('video');
    video.id = id;
    video.autoplay = true;
    video.playsInline = true;
    document.body.append(video);
  }
  // A stream of its own each time: an element that waits for a picture does not notice that none will come.
  const tracks = stream.getTracks();
  const shown = video.srcObject?.getTracks() ?? [];
  if (tracks.length === shown.length && tracks.every((track) => shown.includes(track))) return;
  video.srcObject = new MediaStream(tracks);
  video.requestVideoFrameCallback(() => {
    if (!state.pictures.has(id)) state.pictures.set(id, Date.now());
  });
}

async function settled(pc) {
  const offer = await pc.createOffer();
  await pc.setLocalDescription(offer);
  return pc.localDescription.sdp;
}

window.bare = {
  /** Opens camera and microphone; the offer for them, or for the microphone alone. */
  async publish(config, withCamera) {
    state.local ??= await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { width: 640, height: 480, frameRate: 20 },
    });
    state.publish?.close();
    state.publish = connection('publish', config);
    for (const track of state.local.getTracks()) {
      if (track.kind === 'audio' || withCamera) state.publish.addTrack(track, state.local);
    }
    return settled(state.publish);
  },
  /** The camera too, on the same peer connection. */
  async addCamera() {
    state.publish.addTrack(state.local.getVideoTracks()[0], state.local);
    return settled(state.publish);
  },
  /** The engine's answer to the offer. */
  async answered(sdp) {
    await state.publish.setRemoteDescription({ type: 'answer', sdp });
  },
  /** New ICE credentials on the same peer connection. */
  async restart() {
    state.publish.restartIce();
    return settled(state.publish);
  },
  /** The engine's offer; the answer. */
  async offered(sdp, config) {
    if (!state.subscribe || state.session !== sessionOf(sdp)) {
      state.subscribe?.close();
      state.subscribe = connection('subscribe', config);
      state.session = sessionOf(sdp);
      state.remote.clear();
      state.subscribe.ontrack = ({ track, streams, transceiver }) => {
        const id = streams[0]?.id ?? '';
        state.remote.set(id, { ...state.remote.get(id), [track.kind]: transceiver.receiver });
        if (!streams[0]) return;
        show(id, streams[0]);
        streams[0].onremovetrack = () => show(id, streams[0]);
      };
    }
    const pc = state.subscribe;
    await pc.setRemoteDescription({ type: 'offer', sdp });
    await pc.setLocalDescription(await pc.createAnswer());
    return pc.localDescription.sdp;
  },
  async candidate(link, candidate) {
    await state[link]?.addIceCandidate(candidate ?? undefined);
  },
  mute(kind, muted) {
    for (const track of state.local.getTracks()) if (track.kind === kind) track.enabled = !muted;
  },
  /** Another camera: a picture of one colour. */
  async changeCamera(colour) {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const context = canvas.getContext('2d');
    setInterval(() => {
      context.fillStyle = colour;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 50);
    const [track] = canvas.captureStream(20).getVideoTracks();
    const sender = state.publish.getSenders().find((one) => one.track?.kind === 'video');
    await sender.replaceTrack(track);
  },
  /** Red, green and blue in the middle of someone's picture. */
  colour(id) {
    const video = document.getElementById(id);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d');
    if (!video?.videoWidth) return [0, 0, 0];
    context.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  },
  /** What is received from whom. */
  async received() {
    const result = {};
    for (const [id, receivers] of state.remote) {
      const video = await inbound(receivers.video);
      const audio = await inbound(receivers.audio);
      result[id] = {
        framesDecoded: video.framesDecoded ?? 0,
        keyFramesDecoded: video.keyFramesDecoded ?? 0,
        framesPerSecond: video.framesPerSecond ?? 0,
        videoBytes: video.bytesReceived ?? 0,
        videoLost: video.packetsLost ?? 0,
        width: video.frameWidth ?? 0,
        audioPackets: audio.packetsReceived ?? 0,
        audioEnergy: audio.totalAudioEnergy ?? 0,
        firstPictureAt: state.pictures.get(id) ?? null,
      };
    }
    return result;
  },
  /** Kinds of the candidates in use on a link: host, srflx, prflx or relay. */
  async path(link) {
    const stats = await state[link].getStats();
    for (const one of stats.values()) {
      if (one.type === 'transport' && one.selectedCandidatePairId) {
        const pair = stats.get(one.selectedCandidatePairId);
        return {
          local: stats.get(pair.localCandidateId).candidateType,
          remote: stats.get(pair.remoteCandidateId).candidateType,
        };
      }
    }
    return null;
  },
  /** What a TURN server gives: how many relay candidates, and the codes of its refusals. */
  async relays(config) {
    const pc = new RTCPeerConnection({ ...config, iceTransportPolicy: 'relay' });
    const result = { candidates: 0, errors: [] };
    pc.onicecandidateerror = ({ errorCode }) => result.errors.push(errorCode);
    pc.createDataChannel('probe');
    await new Promise((resolve) => {
      pc.onicecandidate = ({ candidate }) => (candidate ? (result.candidates += 1) : resolve());
      void pc.setLocalDescription();
    });
    pc.close();
    return result;
  },
  /** What this page's encoder did. */
  async sent() {
    const stats = await state.publish.getStats();
    for (const one of stats.values()) {
      if (one.type === 'outbound-rtp' && one.kind === 'video') {
        return {
          frames: one.framesEncoded ?? 0,
          keyFrames: one.keyFramesEncoded ?? 0,
          pli: one.pliCount ?? 0,
          target: one.targetBitrate ?? 0,
        };
      }
    }
    return { frames: 0, keyFrames: 0, pli: 0, target: 0 };
  },
  /** Times of first pictures are counted anew. */
  forgetPictures() {
    state.pictures.clear();
    for (const video of document.querySelectorAll('video')) {
      video.requestVideoFrameCallback(() => {
        if (!state.pictures.has(video.id)) state.pictures.set(video.id, Date.now());
      });
    }
  },
};

async function inbound(receiver) {
  if (!receiver) return {};
  for (const one of (await receiver.getStats()).values()) if (one.type === 'inbound-rtp') return one;
  return {};
}
`;

const HTML = '<!doctype html><meta charset="utf-8"><title>bare</title><body><script src="/bare.js"></script>';

export interface BarePageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page on loopback: browsers give cameras only to pages of a secure or local origin. */
export async function serveBarePage(): Promise<BarePageServer> {
  const server = createServer((request, response) => {
    const script = request.url === '/bare.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(script ? SCRIPT : HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
