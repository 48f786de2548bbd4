import {
  IconMessageCircle,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconVideo,
  IconVideoOff,
  type TablerIcon,
} from '@tabler/icons-react';
import { useMessages } from '../../messages/mod.ts';
import type { CustomerActions } from '../../model/model.ts';
import classes from './Controls.module.css';

export interface ControlsProps {
  readonly audio: boolean;
  readonly video: boolean;
  readonly hasAudio: boolean;
  readonly hasVideo: boolean;
  readonly chatOpen: boolean;
  readonly unread: number;
  readonly onHangUp: () => void;
  readonly actions: Pick<CustomerActions, 'setAudio' | 'setVideo' | 'showChat'>;
}

interface ControlProps {
  readonly icon: TablerIcon;
  readonly label: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly on?: boolean;
  readonly tone?: 'plain' | 'danger' | 'off';
  readonly badge?: number;
}

function Control({ icon: Icon, label, onPress, disabled, on, tone = 'plain', badge = 0 }: ControlProps) {
  return (
    <button
      type="button"
      className={classes.control}
      data-tone={tone}
      disabled={disabled}
      aria-pressed={on}
      onClick={onPress}
    >
      <span className={classes.icon}>
        <Icon aria-hidden stroke={1.7} />
        {badge > 0 ? (
          <span className={classes.badge} aria-hidden>
            {badge}
          </span>
        ) : null}
      </span>
      <span>{label}</span>
    </button>
  );
}

/** Four controls and no more; the way out where it always is. */
export function Controls(props: ControlsProps) {
  const { audio, video, hasAudio, hasVideo, chatOpen, unread, actions } = props;
  const t = useMessages();
  const microphone = hasAudio ? (audio ? 'call.mute' : 'call.unmute') : 'call.no_microphone';
  const camera = hasVideo ? (video ? 'call.camera_off' : 'call.camera_on') : 'call.no_camera';
  return (
    <div className={classes.controls} role="toolbar" aria-label={t('call.controls')}>
      <Control icon={IconPhoneOff} label={t('call.hang_up')} tone="danger" onPress={props.onHangUp} />
      <Control
        icon={audio ? IconMicrophone : IconMicrophoneOff}
        label={t(microphone)}
        tone={audio ? 'plain' : 'off'}
        disabled={!hasAudio}
        onPress={() => actions.setAudio(!audio)}
      />
      <Control
        icon={video ? IconVideo : IconVideoOff}
        label={t(camera)}
        tone={video ? 'plain' : 'off'}
        disabled={!hasVideo}
        onPress={() => actions.setVideo(!video)}
      />
      <Control
        icon={IconMessageCircle}
        label={unread > 0 ? t('call.chat_unread', { unread }) : t('call.chat')}
        badge={unread}
        on={chatOpen}
        onPress={() => actions.showChat(!chatOpen)}
      />
    </div>
  );
}
