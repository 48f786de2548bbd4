import { VideoTile } from '@rem/ui';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useMessages } from '../../messages/mod.ts';
import classes from './SelfView.module.css';

/** A corner of the picture: `x` from the left, `y` from the top. */
interface Corner {
  readonly x: 0 | 1;
  readonly y: 0 | 1;
}

const arrows: Readonly<Record<string, Partial<Corner>>> = {
  ArrowLeft: { x: 0 },
  ArrowRight: { x: 1 },
  ArrowUp: { y: 0 },
  ArrowDown: { y: 1 },
};

/** Follows a finger, and goes to the nearest corner when it is let go. */
function useDrag(drop: (corner: Corner) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const moveBy = (element: HTMLElement, x: number, y: number): void => {
    element.style.translate = `${x}px ${y}px`;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const start = from.current;
      if (start) moveBy(event.currentTarget, event.clientX - start.x, event.clientY - start.y);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const stage = event.currentTarget.parentElement?.getBoundingClientRect();
      from.current = null;
      moveBy(event.currentTarget, 0, 0);
      if (!stage) return;
      drop({
        x: event.clientX < stage.left + stage.width / 2 ? 0 : 1,
        y: event.clientY < stage.top + stage.height / 2 ? 0 : 1,
      });
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      from.current = null;
      moveBy(event.currentTarget, 0, 0);
    },
  };
}

export interface SelfViewProps {
  readonly stream: MediaStream | null;
  readonly audio: boolean;
  readonly video: boolean;
}

/** The customer's own picture, small, in the corner they choose. */
export function SelfView({ stream, audio, video }: SelfViewProps) {
  const t = useMessages();
  const [corner, setCorner] = useState<Corner>({ x: 1, y: 0 });
  const drag = useDrag(setCorner);
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = arrows[event.key];
    if (!move) return;
    event.preventDefault();
    setCorner({ ...corner, ...move });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of a picture and its label, moved as one
    <div
      className={classes.self}
      data-x={corner.x}
      data-y={corner.y}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved by the arrow keys
      tabIndex={0}
      aria-label={t('call.self_move')}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <VideoTile
        stream={stream}
        label={t('call.you')}
        audioOn={audio}
        videoOn={video}
        silent
        mirrored
        fit="cover"
      />
    </div>
  );
}
