import type { DeviceProblem, LocalMediaSnapshot } from '@rem/client';
import { type CheckState, LevelBar, useFormats, useLanguage, VideoTile } from '@rem/ui';
import {
  IconArrowRight,
  IconCamera,
  IconDoorExit,
  IconMicrophone,
  IconVolume,
  IconWifi,
} from '@tabler/icons-react';
import { useMessages } from '../messages/mod.ts';
import type { CheckModel, CustomerActions, IdleLimit, ServiceChoice } from '../model/model.ts';
import classes from './Check.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { CheckCard } from './parts/CheckCard.tsx';
import { IdleNote } from './parts/IdleNote.tsx';
import { Heading, Screen } from './parts/Screen.tsx';

type Actions = Pick<
  CustomerActions,
  'leave' | 'proceed' | 'stillHere' | 'openDevices' | 'playTone' | 'toneHeard' | 'measureNetwork'
>;

export interface CheckProps {
  readonly service: ServiceChoice;
  readonly local: LocalMediaSnapshot;
  readonly check: CheckModel;
  readonly idle: IdleLimit | null;
  readonly actions: Actions;
}

/** Missing is no fault: a call without a camera is a call. */
const stateOf = (problem: DeviceProblem | null): CheckState => (problem === 'missing' ? 'warning' : 'bad');

function CameraCard({ local, actions }: Pick<CheckProps, 'local' | 'actions'>) {
  const t = useMessages();
  const { videoProblem: problem } = local;
  if (local.videoTrack) {
    return (
      <CheckCard icon={IconCamera} title={t('check.camera')} state="good" text={t('check.camera_good')} />
    );
  }
  if (!problem || local.state === 'opening') {
    return (
      <CheckCard
        icon={IconCamera}
        title={t('check.camera')}
        state="running"
        text={t('check.camera_asking')}
      />
    );
  }
  return (
    <CheckCard
      icon={IconCamera}
      title={t('check.camera')}
      state={stateOf(problem)}
      text={t(`check.${problem}`)}
      actions={<BigButton label={t('check.retry')} size="small" onPress={actions.openDevices} />}
    />
  );
}

function MicrophoneCard({ local, check, actions }: Pick<CheckProps, 'local' | 'check' | 'actions'>) {
  const t = useMessages();
  const { audioProblem: problem } = local;
  const title = t('check.microphone');
  if (local.audioTrack) {
    const text = t(check.heard ? 'check.microphone_good' : 'check.microphone_say');
    return (
      <CheckCard icon={IconMicrophone} title={title} state={check.heard ? 'good' : 'running'} text={text}>
        <LevelBar level={check.level} label={t('check.level')} />
      </CheckCard>
    );
  }
  if (!problem || local.state === 'opening') {
    return <CheckCard icon={IconMicrophone} title={title} state="running" text={t('check.camera_asking')} />;
  }
  return (
    <CheckCard
      icon={IconMicrophone}
      title={title}
      state={stateOf(problem)}
      text={t(`check.${problem}`)}
      actions={<BigButton label={t('check.retry')} size="small" onPress={actions.openDevices} />}
    />
  );
}

const speakerWords = {
  untried: 'check.speaker_untried',
  playing: 'check.speaker_playing',
  played: 'check.speaker_question',
  heard: 'check.speaker_heard',
  silent: 'check.speaker_silent',
} as const;

function SpeakerCard({ check, actions }: Pick<CheckProps, 'check' | 'actions'>) {
  const t = useMessages();
  const { speaker } = check;
  const state = speaker === 'heard' ? 'good' : speaker === 'silent' ? 'warning' : 'open';
  const buttons =
    speaker === 'played' ? (
      <>
        <BigButton label={t('check.yes')} size="small" onPress={() => actions.toneHeard(true)} />
        <BigButton label={t('check.no')} size="small" onPress={() => actions.toneHeard(false)} />
      </>
    ) : (
      <BigButton
        label={t('check.play')}
        size="small"
        disabled={speaker === 'playing'}
        onPress={actions.playTone}
      />
    );
  return (
    <CheckCard
      icon={IconVolume}
      title={t('check.speaker')}
      state={state}
      text={t(speakerWords[speaker])}
      actions={speaker === 'heard' ? null : buttons}
    />
  );
}

const networkStates = { good: 'good', fair: 'good', poor: 'warning', lost: 'bad' } as const;

function NetworkCard({ check, actions }: Pick<CheckProps, 'check' | 'actions'>) {
  const t = useMessages();
  const formats = useFormats();
  const { network, figures } = check;
  const title = t('check.network');
  if (network === 'running') {
    return <CheckCard icon={IconWifi} title={title} state="running" text={t('check.network_running')} />;
  }
  const whole = (value: number | null): string => (value === null ? '–' : formats.number(Math.round(value)));
  return (
    <CheckCard
      icon={IconWifi}
      title={title}
      state={figures ? networkStates[figures.grade] : 'warning'}
      text={t(figures ? `check.network_${figures.grade}` : 'check.network_failed')}
      actions={
        figures?.grade === 'good' || figures?.grade === 'fair' ? null : (
          <BigButton label={t('check.retry')} size="small" onPress={actions.measureNetwork} />
        )
      }
    >
      {figures && figures.grade !== 'lost' ? (
        <span className={classes.figures}>
          {t('check.figures', {
            loss: figures.loss === null ? '–' : formats.percent(figures.loss, 1),
            delay: whole(figures.roundTrip),
            swing: whole(figures.jitter),
          })}
        </span>
      ) : null}
    </CheckCard>
  );
}

/** Whether the customer can be seen and heard, before anybody's time is taken. All of it can be skipped. */
export function Check({ service, local, check, idle, actions }: CheckProps) {
  const t = useMessages();
  const { language } = useLanguage();
  const ready = local.audioTrack !== null && check.network === 'done';
  return (
    <Screen
      name="check"
      corner={service.name[language] ?? service.name.en}
      bar={
        <>
          <BigButton label={t('way.out')} icon={IconDoorExit} kind="quiet" onPress={actions.leave} />
          {idle ? <IdleNote idle={idle} onStay={actions.stillHere} /> : null}
          <BigButton
            label={t(ready ? 'check.continue' : 'check.skip')}
            icon={IconArrowRight}
            next
            kind="main"
            onPress={() => actions.proceed(language)}
          />
        </>
      }
    >
      <Heading title={t('check.title')}>{t('check.lead')}</Heading>
      <div className={classes.check}>
        <div className={classes.picture}>
          <VideoTile
            stream={local.stream}
            label={t('call.you')}
            audioOn
            videoOn={local.videoTrack !== null}
            silent
            mirrored
            fit="cover"
          />
        </div>
        <div className={classes.cards}>
          <CameraCard local={local} actions={actions} />
          <MicrophoneCard local={local} check={check} actions={actions} />
          <SpeakerCard check={check} actions={actions} />
          <NetworkCard check={check} actions={actions} />
        </div>
      </div>
    </Screen>
  );
}
