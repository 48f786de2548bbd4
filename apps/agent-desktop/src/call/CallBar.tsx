import { Button, VisuallyHidden } from '@mantine/core';
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconVideo,
  IconVideoOff,
  type TablerIcon,
} from '@tabler/icons-react';
import type { DeskActions } from '../desk/model.ts';
import { Hint } from '../keys/Hint.tsx';
import { type ShortcutName, shortcutText } from '../keys/shortcuts.ts';
import { useShortcut } from '../keys/use-shortcut.ts';
import { useMessages } from '../messages/mod.ts';
import classes from './CallBar.module.css';
import { useArmed } from './use-armed.ts';

interface ToggleProps {
  readonly shortcut: ShortcutName;
  /** What a press does now. */
  readonly text: string;
  readonly icon: TablerIcon;
  /** The unusual state: muted, camera off, on hold. */
  readonly engaged: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

function Toggle({ shortcut, text, icon: Icon, engaged, disabled = false, onPress }: ToggleProps) {
  useShortcut(shortcut, onPress, !disabled);
  return (
    <Hint text={text} shortcut={shortcut}>
      <Button
        size="md"
        variant={engaged ? 'light' : 'default'}
        color={engaged ? 'orange' : 'primary'}
        disabled={disabled}
        leftSection={<Icon size={20} aria-hidden />}
        onClick={onPress}
        aria-keyshortcuts={shortcutText(shortcut)}
      >
        {text}
      </Button>
    </Hint>
  );
}

export interface CallBarProps {
  /** The call began: it can be held. */
  readonly connected: boolean;
  readonly held: boolean;
  readonly wanted: { readonly audio: boolean; readonly video: boolean };
  /** No line to the server: what needs it waits; the own microphone and camera do not. */
  readonly disabled: boolean;
  readonly actions: Pick<DeskActions, 'toggleMicrophone' | 'toggleCamera' | 'toggleHold' | 'end'>;
}

/** Everything about the call in one bar; ending stands apart. */
export function CallBar({ connected, held, wanted, disabled, actions }: CallBarProps) {
  const t = useMessages();
  const end = useArmed(actions.end);
  useShortcut('end', end.press, !disabled);
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('call.controls')}>
      <Toggle
        shortcut="microphone"
        text={wanted.audio ? t('call.mute') : t('call.unmute')}
        icon={wanted.audio ? IconMicrophone : IconMicrophoneOff}
        engaged={!wanted.audio}
        onPress={actions.toggleMicrophone}
      />
      <Toggle
        shortcut="camera"
        text={wanted.video ? t('call.camera_off') : t('call.camera_on')}
        icon={wanted.video ? IconVideo : IconVideoOff}
        engaged={!wanted.video}
        onPress={actions.toggleCamera}
      />
      <Toggle
        shortcut="hold"
        text={held ? t('call.resume') : t('call.hold')}
        icon={held ? IconPlayerPlay : IconPlayerPause}
        engaged={held}
        disabled={disabled || !connected}
        onPress={actions.toggleHold}
      />
      <span className={classes.apart}>
        <Hint text={t('call.end')} shortcut="end">
          <Button
            size="md"
            color="red"
            variant={end.armed ? 'filled' : 'outline'}
            disabled={disabled}
            leftSection={<IconPhoneOff size={20} aria-hidden />}
            onClick={end.press}
            aria-keyshortcuts={shortcutText('end')}
          >
            {end.armed ? t('call.end_again') : t('call.end')}
          </Button>
        </Hint>
        <VisuallyHidden role="status">{end.armed ? t('call.end_again') : null}</VisuallyHidden>
      </span>
    </div>
  );
}
