import {
  Button,
  NativeSelect,
  Popover,
  SegmentedControl,
  Slider,
  Switch,
  useMantineColorScheme,
} from '@mantine/core';
import { pageLanguage } from '@rem/protocol';
import { languageNames, useLanguage, useUiMessages } from '@rem/ui';
import { IconBell, IconBellOff, IconDevices, IconKeyboard, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { RingSettings } from '../offer/ring-settings.ts';
import classes from './SettingsMenu.module.css';

export interface SettingsMenuProps {
  readonly ring: RingSettings;
  readonly onRing: (settings: RingSettings) => void;
  readonly onTryRing: () => void;
  /** Null where it would be in the way: with a customer, or while one may ring. */
  readonly onCheckDevices: (() => void) | null;
  readonly onHelp: () => void;
}

function RingRows({ ring, onRing, onTryRing }: Pick<SettingsMenuProps, 'ring' | 'onRing' | 'onTryRing'>) {
  const t = useMessages();
  return (
    <>
      <div className={classes.row}>
        <Switch
          label={t('ring.on')}
          checked={ring.on}
          onChange={(event) => onRing({ ...ring, on: event.currentTarget.checked })}
        />
        <Button
          variant="default"
          size="compact-sm"
          disabled={!ring.on}
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={onTryRing}
        >
          {t('ring.try')}
        </Button>
      </div>
      <Slider
        value={ring.volume}
        min={0}
        max={100}
        step={5}
        label={null}
        disabled={!ring.on}
        thumbLabel={t('ring.volume')}
        onChange={(volume) => onRing({ ...ring, volume })}
      />
      <Switch
        label={t('ring.notify')}
        checked={ring.notify}
        onChange={(event) => onRing({ ...ring, notify: event.currentTarget.checked })}
      />
    </>
  );
}

function LookRows() {
  const ui = useUiMessages();
  const { language, languages, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <NativeSelect
        label={ui('language.choose')}
        value={language}
        data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
        onChange={(event) => setLanguage(pageLanguage.parse(event.currentTarget.value))}
      />
      <SegmentedControl
        fullWidth
        aria-label={ui('scheme.choose')}
        value={colorScheme}
        data={(['light', 'dark', 'auto'] as const).map((scheme) => ({
          value: scheme,
          label: ui(`scheme.${scheme}`),
        }))}
        onChange={setColorScheme}
      />
    </>
  );
}

/** What an expert sets once: how an offer rings, language, look, and the way to the device check. */
export function SettingsMenu(props: SettingsMenuProps) {
  const t = useMessages();
  const [opened, setOpened] = useState(false);
  const then = (action: () => void) => () => {
    setOpened(false);
    action();
  };
  const Icon = props.ring.on ? IconBell : IconBellOff;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
      transitionProps={{ duration: 90 }}
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          px="xs"
          leftSection={<Icon size={18} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {t('menu.settings')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('menu.settings')}>
        <div className={classes.rows}>
          <RingRows ring={props.ring} onRing={props.onRing} onTryRing={props.onTryRing} />
          <LookRows />
          <Button
            variant="default"
            justify="flex-start"
            leftSection={<IconDevices size={18} aria-hidden />}
            disabled={props.onCheckDevices === null}
            onClick={then(() => props.onCheckDevices?.())}
          >
            {t('menu.check')}
          </Button>
          <Button
            variant="default"
            justify="flex-start"
            leftSection={<IconKeyboard size={18} aria-hidden />}
            onClick={then(props.onHelp)}
          >
            {t('menu.shortcuts')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
