import type { SessionView } from '@rem/protocol';
import { Elapsed, QualityBadge, StateBadge, useFormats, useNow, VideoTile } from '@rem/ui';
import type { DeskActions, DeskModel } from '../desk/model.ts';
import { useMessages } from '../messages/mod.ts';
import { CallBar } from './CallBar.tsx';
import classes from './CallStage.module.css';
import { type CustomerCover, customerCover } from './cover.ts';

export interface CallStageProps {
  readonly model: DeskModel;
  readonly session: SessionView;
  readonly actions: DeskActions;
}

function CoverDetail({
  cover,
  clockOffset,
}: {
  readonly cover: CustomerCover;
  readonly clockOffset: number;
}) {
  const t = useMessages();
  const formats = useFormats();
  const now = useNow(clockOffset);
  if (cover.words === 'held') {
    return t('call.held_hint');
  }
  if (cover.since === undefined) {
    return t(`trouble.${cover.words}`);
  }
  return (
    <>
      {t('trouble.absent')}
      <br />
      {t('trouble.gone_for', { time: formats.clock(now - cover.since) })}
    </>
  );
}

/** Where the session stands, for how long, and how good both connections are. */
function CallStatus({ model, session }: Pick<CallStageProps, 'model' | 'session'>) {
  const t = useMessages();
  const { phase } = session;
  const held = phase.state === 'active' && phase.held;
  return (
    <div className={classes.status}>
      <StateBadge state={phase.state === 'connecting' ? 'connecting' : held ? 'held' : 'active'} size="md" />
      {phase.state === 'active' ? (
        <span className={classes.clock}>
          <Elapsed at={phase.connectedAt} clockOffset={model.clockOffset} />
        </span>
      ) : null}
      <span className={classes.qualities}>
        <QualityBadge label={t('call.you')} quality={model.call.quality} />
        <QualityBadge
          label={t('call.customer')}
          quality={model.call.peer?.quality ?? session.peer?.quality ?? null}
        />
      </span>
    </div>
  );
}

function OwnDevices({ model }: { readonly model: DeskModel }) {
  const t = useMessages();
  const { audioProblem, videoProblem } = model.local;
  if (!audioProblem && !videoProblem) {
    return null;
  }
  return (
    <p className={classes.devices} role="status">
      {audioProblem ? <span>{t('call.no_microphone')} </span> : null}
      {videoProblem ? <span>{t('call.no_camera')}</span> : null}
    </p>
  );
}

/** The customer large, oneself small, and everything that can be done in one bar below. */
export function CallStage({ model, session, actions }: CallStageProps) {
  const t = useMessages();
  const { call, local, wanted } = model;
  const cover = customerCover({ phase: session.phase, line: model.line, call });
  const held = session.phase.state === 'active' && session.phase.held;
  const peer = call.peer ?? session.peer;
  return (
    <section className={classes.stage} aria-label={t('call.title')}>
      <CallStatus model={model} session={session} />
      <div className={classes.pictures}>
        <VideoTile
          stream={call.remote}
          label={session.customerName ?? t('call.customer')}
          audioOn={peer?.audio ?? true}
          videoOn={peer?.video ?? true}
          silent={held}
          cover={cover?.cover ?? null}
          coverDetail={cover ? <CoverDetail cover={cover} clockOffset={model.clockOffset} /> : null}
        />
        <div className={classes.self}>
          <VideoTile
            stream={local.stream}
            label={t('call.you')}
            audioOn={wanted.audio && !held && local.audioTrack !== null}
            videoOn={wanted.video && !held && local.videoTrack !== null}
            silent
            mirrored
            fit="cover"
          />
        </div>
      </div>
      <OwnDevices model={model} />
      <CallBar
        connected={session.phase.state === 'active'}
        held={held}
        wanted={wanted}
        disabled={model.line !== null}
        actions={actions}
      />
    </section>
  );
}
