import { Button } from '@mantine/core';
import type { DeviceProblem, NetworkFigures } from '@rem/client';
import {
  CheckRow,
  type CheckState,
  type Formats,
  LevelBar,
  type Translate,
  useFormats,
  VideoTile,
} from '@rem/ui';
import {
  IconArrowRight,
  IconMicrophone,
  IconNetwork,
  IconPlayerPlay,
  IconRefresh,
  IconVideo,
  IconVolume,
} from '@tabler/icons-react';
import type { en } from '../messages/en.ts';
import { useMessages } from '../messages/mod.ts';
import classes from './DeviceCheckScreen.module.css';
import type { CheckActions, CheckModel } from './model.ts';

export interface DeviceCheckScreenProps {
  readonly model: CheckModel;
  readonly actions: CheckActions;
}

type T = Translate<typeof en>;

function deviceState(problem: DeviceProblem | null, track: MediaStreamTrack | null): CheckState {
  if (problem) {
    return 'bad';
  }
  return track ? 'good' : 'running';
}

function figuresWords(t: T, formats: Formats, { loss, roundTrip, jitter }: NetworkFigures): string {
  const ms = (value: number | null) => (value === null ? '–' : formats.number(Math.round(value)));
  return t('check.figures', {
    loss: loss === null ? '–' : formats.percent(loss, 1),
    roundTrip: ms(roundTrip),
    jitter: ms(jitter),
  });
}

function CameraRow({ model }: { readonly model: CheckModel }) {
  const t = useMessages();
  const { videoProblem, videoTrack } = model.local;
  const state = deviceState(videoProblem, videoTrack);
  const text = videoProblem
    ? t(`check.problem_${videoProblem}`)
    : t(state === 'good' ? 'check.camera_good' : 'check.opening');
  return <CheckRow icon={IconVideo} title={t('check.camera')} state={state} text={text} />;
}

function MicrophoneRow({ model }: { readonly model: CheckModel }) {
  const t = useMessages();
  const { audioProblem, audioTrack } = model.local;
  const state = deviceState(audioProblem, audioTrack);
  const silent = state === 'good' && !model.heard;
  const text = audioProblem
    ? t(`check.problem_${audioProblem}`)
    : t(silent ? 'check.microphone_silent' : state === 'good' ? 'check.microphone_good' : 'check.opening');
  return (
    <CheckRow
      icon={IconMicrophone}
      title={t('check.microphone')}
      state={silent ? 'warning' : state}
      text={text}
    >
      {audioTrack ? <LevelBar level={model.level} label={t('check.level')} /> : null}
    </CheckRow>
  );
}

function SpeakerRow({ model, actions }: DeviceCheckScreenProps) {
  const t = useMessages();
  const words = { untried: 'text', playing: 'playing', played: 'text', heard: 'heard' } as const;
  return (
    <CheckRow
      icon={IconVolume}
      title={t('check.speaker')}
      state={model.speaker === 'heard' ? 'good' : model.speaker === 'playing' ? 'running' : 'warning'}
      text={t(`check.speaker_${words[model.speaker]}`)}
    >
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="xs"
          disabled={model.speaker === 'playing'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={actions.play}
        >
          {t('check.play')}
        </Button>
        {model.speaker === 'played' ? (
          <Button size="xs" variant="light" onClick={actions.confirmHeard}>
            {t('check.heard')}
          </Button>
        ) : null}
      </div>
    </CheckRow>
  );
}

const gradeStates = { good: 'good', fair: 'warning', poor: 'bad', lost: 'bad' } as const;

function NetworkRow({ model }: { readonly model: CheckModel }) {
  const t = useMessages();
  const formats = useFormats();
  const { network } = model;
  if (network === 'running' || network === 'failed') {
    return (
      <CheckRow
        icon={IconNetwork}
        title={t('check.network')}
        state={network === 'running' ? 'running' : 'warning'}
        text={t(`check.network_${network}`)}
      />
    );
  }
  return (
    <CheckRow
      icon={IconNetwork}
      title={t('check.network')}
      state={gradeStates[network.grade]}
      text={t(`check.network_${network.grade}`, { figures: figuresWords(t, formats, network) })}
    />
  );
}

/** Whether nothing stands in the way of a good call; the speaker is the expert's own word. */
function allGood({ local, heard, network }: CheckModel): boolean {
  const devices = local.audioTrack !== null && local.videoTrack !== null && heard;
  return devices && typeof network === 'object' && network.grade === 'good';
}

/** Camera, microphone, speaker and network before the first customer. Nothing here can lock an expert out. */
export function DeviceCheckScreen({ model, actions }: DeviceCheckScreenProps) {
  const t = useMessages();
  return (
    <main className={classes.page}>
      <section className={classes.card}>
        <header>
          <h1 className={classes.title}>{t('check.title')}</h1>
          <p className={classes.hint}>{t('check.hint')}</p>
        </header>
        <div className={classes.columns}>
          <div className={classes.preview}>
            <VideoTile
              stream={model.local.stream}
              label={t('call.you')}
              audioOn={model.local.audioTrack !== null}
              videoOn={model.local.videoTrack !== null}
              silent
              mirrored
              fit="cover"
            />
          </div>
          <div className={classes.rows}>
            <CameraRow model={model} />
            <MicrophoneRow model={model} />
            <SpeakerRow model={model} actions={actions} />
            <NetworkRow model={model} />
          </div>
        </div>
        <footer className={classes.foot}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} aria-hidden />}
            onClick={actions.again}
          >
            {t('check.again')}
          </Button>
          <Button
            rightSection={<IconArrowRight size={18} aria-hidden className="mantine-rotate-rtl" />}
            onClick={actions.done}
          >
            {t(allGood(model) ? 'check.done' : 'check.anyway')}
          </Button>
        </footer>
      </section>
    </main>
  );
}
