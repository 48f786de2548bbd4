import { useCallback, useEffect, useState } from 'react';

/** The wall view: the whole screen where the browser gives it, without the page's frame in any case. */
export function useWall(): readonly [boolean, (wall: boolean) => void] {
  const [wall, setWall] = useState(() => new URLSearchParams(location.search).has('wall'));
  const turn = useCallback((next: boolean) => {
    setWall(next);
    const screen = document.documentElement;
    // A browser may refuse (a frame, a policy); the view is larger all the same.
    if (next) screen.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  }, []);
  useEffect(() => {
    const onFullscreen = () => {
      if (!document.fullscreenElement) setWall(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.fullscreenElement) setWall(false);
    };
    document.addEventListener('fullscreenchange', onFullscreen);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('fullscreenchange', onFullscreen);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return [wall, turn];
}
