import { type RefObject, useEffect, useState } from 'react';

/** A picture that does not change for this long (ms) stands still, and people are told. */
const STILL_AFTER_MS = 3000;
const LOOK_EVERY_MS = 500;

export interface VideoHealth {
  /** At least one frame of the present stream was drawn. */
  readonly shown: boolean;
  /** Frames came and stopped coming. */
  readonly frozen: boolean;
}

/** Whether frames reach the screen: the one measure that a frozen picture cannot pass. */
export function useVideoHealth(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
): VideoHealth {
  const [health, setHealth] = useState<VideoHealth>({ shown: false, frozen: false });
  useEffect(() => {
    setHealth({ shown: false, frozen: false });
    const element = video.current;
    if (!element || !stream || typeof element.requestVideoFrameCallback !== 'function') {
      return;
    }
    let last: number | null = null;
    let handle = 0;
    const onFrame = () => {
      last = performance.now();
      setHealth((old) => (old.shown && !old.frozen ? old : { shown: true, frozen: false }));
      handle = element.requestVideoFrameCallback(onFrame);
    };
    handle = element.requestVideoFrameCallback(onFrame);
    const timer = setInterval(() => {
      // Frames are not drawn in a hidden page: nothing can be said of them there.
      if (document.hidden) {
        last = last === null ? null : performance.now();
      } else if (last !== null && performance.now() - last > STILL_AFTER_MS) {
        setHealth((old) => (old.frozen ? old : { shown: true, frozen: true }));
      }
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      element.cancelVideoFrameCallback(handle);
    };
  }, [video, stream]);
  return health;
}
