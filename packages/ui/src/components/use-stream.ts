import { type RefObject, useCallback, useEffect, useState } from 'react';

/**
 * Shows a stream in a video element. `blocked` is true while the browser refuses to play with sound before someone
 * touched the page; `play` is for that touch.
 */
export function useStream(video: RefObject<HTMLVideoElement | null>, stream: MediaStream | null) {
  const [blocked, setBlocked] = useState(false);
  const play = useCallback(() => {
    video.current?.play().then(
      () => setBlocked(false),
      (error: unknown) => {
        // AbortError: a newer stream came meanwhile, and plays.
        setBlocked(error instanceof DOMException && error.name === 'NotAllowedError');
      },
    );
  }, [video]);
  useEffect(() => {
    const element = video.current;
    if (!element) {
      return;
    }
    element.srcObject = stream;
    if (stream) {
      play();
    }
    return () => {
      element.srcObject = null;
    };
  }, [video, stream, play]);
  return { blocked, play };
}
