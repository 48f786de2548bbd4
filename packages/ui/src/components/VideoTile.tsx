import { Loader } from '@mantine/core';
import { IconMicrophoneOff, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useUiMessages } from '../i18n/hooks.ts';
import { useStream } from './use-stream.ts';
import { useVideoHealth } from './use-video-health.ts';
import classes from './VideoTile.module.css';

/** What lies over the picture, because the picture alone would tell something untrue. */
export type TileCover = 'starting' | 'reconnecting' | 'held' | 'absent';

export interface VideoTileProps {
  readonly stream: MediaStream | null;
  /** Who is seen: a name, or "You". */
  readonly label: string;
  /** The other side sends sound; false shows that the microphone is off. */
  readonly audioOn: boolean;
  /** The camera is on; false shows the picture or the initials instead. */
  readonly videoOn: boolean;
  /** Makes no sound: for one's own picture. */
  readonly silent?: boolean;
  /** As in a mirror: for one's own picture. */
  readonly mirrored?: boolean;
  readonly cover?: TileCover | null;
  /** Under the cover's word, such as how long the other will be waited for. */
  readonly coverDetail?: ReactNode;
  /** Shown while there is no video: address or data URL. */
  readonly picture?: string | null;
  /** `contain` (default) shows the whole picture, `cover` fills the tile. */
  readonly fit?: 'contain' | 'cover';
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

function CoverIcon({ cover }: { readonly cover: TileCover | 'frozen' }) {
  if (cover === 'held') {
    return <IconPlayerPause size={32} aria-hidden />;
  }
  if (cover === 'absent') {
    return <IconPlugConnectedX size={32} aria-hidden />;
  }
  return <Loader size={28} color="currentColor" aria-hidden />;
}

/**
 * Someone's video. It never lies: a picture that stands still is named so within seconds, and one that is off,
 * held or gone is covered with the word for it.
 */
export function VideoTile(props: VideoTileProps) {
  const { stream, label, audioOn, videoOn, cover = null, picture = null } = props;
  const t = useUiMessages();
  const video = useRef<HTMLVideoElement>(null);
  const { blocked, play } = useStream(video, stream);
  const health = useVideoHealth(video, videoOn ? stream : null);
  const shownCover = cover ?? (videoOn && health.frozen ? 'frozen' : null);
  return (
    <figure
      className={classes.tile}
      style={{ margin: 0, containerType: 'size' }}
      aria-label={label}
      data-fit={props.fit ?? 'contain'}
      data-mirrored={props.mirrored ? '' : undefined}
      data-dimmed={shownCover ? '' : undefined}
      data-frames={health.shown ? '' : undefined}
    >
      <video
        ref={video}
        className={classes.video}
        data-hidden={videoOn ? undefined : ''}
        playsInline
        autoPlay
        muted={props.silent ?? false}
      />
      <div className={classes.middle} aria-live="polite">
        {!videoOn && shownCover === null ? (
          <>
            <span className={classes.picture} aria-hidden>
              {picture ? <img src={picture} alt="" /> : initials(label)}
            </span>
            <span className={classes.detail}>{t('tile.no_picture')}</span>
          </>
        ) : null}
        {shownCover ? (
          <>
            <CoverIcon cover={shownCover} />
            <span>{t(`tile.${shownCover}`)}</span>
            {props.coverDetail ? <span className={classes.detail}>{props.coverDetail}</span> : null}
          </>
        ) : null}
        {blocked && !props.silent ? (
          <button type="button" className={classes.play} onClick={play}>
            {t('tile.play')}
          </button>
        ) : null}
      </div>
      <figcaption className={classes.label} title={label}>
        {audioOn ? null : (
          <span className={classes.muted} role="img" aria-label={t('tile.muted')} title={t('tile.muted')}>
            <IconMicrophoneOff size={16} aria-hidden />
          </span>
        )}
        {label}
      </figcaption>
    </figure>
  );
}
