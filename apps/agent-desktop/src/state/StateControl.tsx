import { Button, Menu } from '@mantine/core';
import { chosenAwayReason, type DeskView, type WantedExpertState } from '@rem/protocol';
import { Elapsed, StateBadge } from '@rem/ui';
import { IconCheck, IconChevronDown, IconCircleCheck, IconCoffee, IconPower } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Hint } from '../keys/Hint.tsx';
import { shortcutText } from '../keys/shortcuts.ts';
import { useShortcut } from '../keys/use-shortcut.ts';
import { useMessages } from '../messages/mod.ts';
import classes from './StateControl.module.css';

export interface StateControlProps {
  readonly desk: DeskView;
  readonly clockOffset: number;
  readonly onState: (wanted: WantedExpertState) => void;
  readonly onSignOut: () => void;
}

const tick = <IconCheck size={16} aria-hidden />;

/** Whether a choice is kept for after the present customer. */
function isLater(desk: DeskView): boolean {
  return desk.expert.state === 'busy' || desk.expert.state === 'wrap_up';
}

function Choices({ desk, onState, onSignOut }: StateControlProps) {
  const t = useMessages();
  const later = isLater(desk);
  const available = later ? desk.after === 'available' : desk.expert.state === 'available';
  const reason = desk.expert.state === 'away' ? desk.expert.reason : null;
  return (
    <>
      {later ? <Menu.Label>{t('state.after_heading')}</Menu.Label> : null}
      <Menu.Item
        leftSection={<IconCircleCheck size={16} aria-hidden />}
        rightSection={available ? tick : null}
        onClick={() => onState({ state: 'available' })}
      >
        {t('wrapup.after_available')}
      </Menu.Item>
      {later ? (
        <Menu.Item
          leftSection={<IconCoffee size={16} aria-hidden />}
          rightSection={available ? null : tick}
          onClick={() => onState({ state: 'away', reason: 'other' })}
        >
          {t('wrapup.after_away')}
        </Menu.Item>
      ) : (
        <>
          <Menu.Divider />
          <Menu.Label>{t('state.away_heading')}</Menu.Label>
          {chosenAwayReason.options.map((each) => (
            <Menu.Item
              key={each}
              leftSection={<IconCoffee size={16} aria-hidden />}
              rightSection={reason === each ? tick : null}
              onClick={() => onState({ state: 'away', reason: each })}
            >
              {t(`reason.${each}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPower size={16} aria-hidden />} onClick={onSignOut}>
            {t('state.sign_out')}
          </Menu.Item>
        </>
      )}
    </>
  );
}

/**
 * The expert's state, since when, and the way to change it. With a customer the choice is for afterwards; while a
 * customer rings there is none: accept or decline come first.
 */
export function StateControl(props: StateControlProps) {
  const { desk, clockOffset, onState } = props;
  const t = useMessages();
  const [opened, setOpened] = useState(false);
  const ringing = desk.expert.state === 'offered';
  const button = useRef<HTMLButtonElement>(null);
  // The focus goes to the button first: that is where the menu gives it back.
  const open = () => {
    button.current?.focus();
    setOpened(true);
  };
  useShortcut('state', open, !ringing);
  const reason = desk.expert.state === 'away' ? t(`reason.${desk.expert.reason}`) : undefined;
  return (
    <div className={classes.control}>
      <Menu
        opened={opened && !ringing}
        onChange={setOpened}
        position="bottom-start"
        transitionProps={{ duration: 90 }}
      >
        <Menu.Target>
          <Hint text={t('state.change')} shortcut="state">
            <Button
              ref={button}
              variant="default"
              size="sm"
              px="xs"
              // Not `disabled`: that would throw the focus away the moment a customer rings.
              aria-disabled={ringing}
              {...(ringing ? { 'data-disabled': true } : {})}
              rightSection={<IconChevronDown size={16} aria-hidden />}
              aria-keyshortcuts={shortcutText('state')}
            >
              <StateBadge state={desk.expert.state} detail={reason} />
              <span className={classes.since}>
                <Elapsed at={desk.since} clockOffset={clockOffset} />
              </span>
            </Button>
          </Hint>
        </Menu.Target>
        <Menu.Dropdown>
          <Choices {...props} />
        </Menu.Dropdown>
      </Menu>
      {desk.expert.state === 'away' ? (
        <Button
          size="sm"
          color="green"
          leftSection={<IconCircleCheck size={18} aria-hidden />}
          onClick={() => onState({ state: 'available' })}
        >
          {t('state.go_available')}
        </Button>
      ) : null}
    </div>
  );
}
