import { enrolBody, RemError } from '@rem/protocol';
import { useErrorMessage } from '@rem/ui';
import { IconArrowRight, IconCheck, IconDeviceDesktop } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions, Screen as ScreenModel } from '../model/model.ts';
import classes from './Message.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { Heading, Screen } from './parts/Screen.tsx';

export interface EnrolProps {
  readonly screen: Extract<ScreenModel, { name: 'enrol' }>;
  readonly actions: Pick<CustomerActions, 'enrol' | 'leave'>;
}

/** Makes this browser a kiosk's: the code comes from the console. */
export function Enrol({ screen, actions }: EnrolProps) {
  const t = useMessages();
  const say = useErrorMessage();
  const [code, setCode] = useState('');
  const whole = enrolBody.safeParse({ code }).success;
  const done = screen.state === 'done';
  return (
    <Screen
      name="enrol"
      bar={
        <>
          <span />
          {done ? (
            <BigButton
              label={t('enrol.start')}
              icon={IconArrowRight}
              next
              kind="main"
              onPress={actions.leave}
            />
          ) : (
            <BigButton
              label={t('enrol.send')}
              icon={IconCheck}
              kind="main"
              disabled={!whole || screen.state === 'sending'}
              onPress={() => actions.enrol(code)}
            />
          )}
        </>
      }
    >
      <form
        className={classes.message}
        onSubmit={(event) => {
          event.preventDefault();
          if (whole && !done) actions.enrol(code);
        }}
      >
        <span className={classes.sign} data-tone={done ? 'good' : 'plain'}>
          <IconDeviceDesktop aria-hidden stroke={1.4} />
        </span>
        <Heading title={t('enrol.title')}>
          {done ? t('enrol.done', { name: screen.kioskName ?? '' }) : t('enrol.lead')}
        </Heading>
        {done ? null : (
          <label className={classes.field}>
            {t('enrol.code')}
            <input
              dir="ltr"
              value={code}
              placeholder="ABCD-EFGH"
              maxLength={9}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          </label>
        )}
        {screen.error ? (
          <p className={classes.fault} role="alert">
            {say(RemError.fromWire(screen.error))}
          </p>
        ) : null}
      </form>
    </Screen>
  );
}
