import { useEffect, useRef } from 'react';
import classes from './DeviceCheck.module.css';

export interface LevelBarProps {
  /** Loudness now, 0–1; asked for at each frame. */
  readonly level: () => number;
  readonly label: string;
}

/** How loud a microphone is. Draws itself at each frame past React, which has nothing else to do for it. */
export function LevelBar({ level, label }: LevelBarProps) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      const share = Math.min(1, Math.max(0, level()));
      meter.current?.style.setProperty('--level', share.toFixed(3));
      meter.current?.setAttribute('aria-valuenow', String(Math.round(share * 100)));
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [level]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in a way of their own
    <div
      ref={meter}
      className={classes.meter}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div className={classes.bar} />
    </div>
  );
}
