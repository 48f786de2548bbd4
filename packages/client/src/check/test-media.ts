/** Sound and pictures that come from no device. */
export interface TestMedia {
  readonly tracks: { readonly audio: MediaStreamTrack; readonly video: MediaStreamTrack };
  readonly close: () => void;
}

const SIZE = { width: 320, height: 240 };
const FRAMES_PER_SECOND = 15;
/** Squares of this many pixels: enough change for the encoder to send about as much as a face does. */
const GRAIN = 16;

function drawNoise(context: CanvasRenderingContext2D): void {
  for (let x = 0; x < SIZE.width; x += GRAIN) {
    for (let y = 0; y < SIZE.height; y += GRAIN) {
      const [hue, light] = [Math.random() * 360, 30 + Math.random() * 40];
      context.fillStyle = `hsl(${hue} 40% ${light}%)`;
      context.fillRect(x, y, GRAIN, GRAIN);
    }
  }
}

/** Media to measure a connection with before anybody's camera is asked for. */
export function createTestMedia(): TestMedia {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width;
  canvas.height = SIZE.height;
  const context = canvas.getContext('2d');
  if (context) drawNoise(context);
  const timer = setInterval(() => {
    if (context) drawNoise(context);
  }, 1_000 / FRAMES_PER_SECOND);
  const [video] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();

  const audioContext = new AudioContext();
  const oscillator = audioContext.createOscillator();
  const destination = audioContext.createMediaStreamDestination();
  oscillator.connect(destination);
  oscillator.start();
  void audioContext.resume();
  const [audio] = destination.stream.getAudioTracks();

  if (!video || !audio) throw new Error('this browser cannot make test media');
  return {
    tracks: { audio, video },
    close() {
      clearInterval(timer);
      video.stop();
      audio.stop();
      oscillator.stop();
      void audioContext.close();
    },
  };
}
