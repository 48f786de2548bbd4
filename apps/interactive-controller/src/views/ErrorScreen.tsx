import type { WireError } from '@rem/protocol';
import { RemError } from '@rem/protocol';
import { useErrorMessage } from '@rem/ui';
import { IconCloudOff, IconDoorExit, IconRefresh } from '@tabler/icons-react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions, IdleLimit } from '../model/model.ts';
import classes from './Message.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { IdleNote } from './parts/IdleNote.tsx';
import { Heading, Screen } from './parts/Screen.tsx';

export interface ErrorScreenProps {
  readonly what: 'setup' | 'request' | 'line';
  readonly error: WireError;
  readonly idle: IdleLimit | null;
  readonly actions: Pick<CustomerActions, 'leave' | 'tryAgain' | 'stillHere'>;
}

/** What happened, what it means, what to do. */
export function ErrorScreen({ what, error, idle, actions }: ErrorScreenProps) {
  const t = useMessages();
  const say = useErrorMessage();
  return (
    <Screen
      name="error"
      bar={
        <>
          {what === 'request' ? (
            <BigButton label={t('way.out')} icon={IconDoorExit} kind="quiet" onPress={actions.leave} />
          ) : (
            <span />
          )}
          {idle ? <IdleNote idle={idle} onStay={actions.stillHere} /> : null}
          <BigButton
            label={t(what === 'line' ? 'error.restart' : 'error.retry')}
            icon={IconRefresh}
            kind="main"
            onPress={actions.tryAgain}
          />
        </>
      }
    >
      <div className={classes.message} role="alert">
        <span className={classes.sign} data-tone="bad">
          <IconCloudOff aria-hidden stroke={1.4} />
        </span>
        <Heading title={t(`error.${what}`)}>
          {what === 'setup' ? null : `${say(RemError.fromWire(error))} `}
          {t(`error.${what}_do`)}
        </Heading>
      </div>
    </Screen>
  );
}
