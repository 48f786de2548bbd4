import {
  IconCheck,
  IconDoorExit,
  IconEraser,
  IconHeartHandshake,
  IconPlugConnectedX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions, Ending, IdleLimit } from '../model/model.ts';
import classes from './Message.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { IdleNote } from './parts/IdleNote.tsx';
import { Heading, Screen } from './parts/Screen.tsx';

const icons: Readonly<Record<Ending, TablerIcon>> = {
  served: IconHeartHandshake,
  left: IconDoorExit,
  lost: IconPlugConnectedX,
  failed: IconPlugConnectedX,
};

export interface EndScreenProps {
  readonly how: Ending;
  readonly idle: IdleLimit | null;
  readonly actions: Pick<CustomerActions, 'leave' | 'stillHere'>;
}

/** How it ended, and that nothing is left of it here. */
export function EndScreen({ how, idle, actions }: EndScreenProps) {
  const t = useMessages();
  const Icon = icons[how];
  return (
    <Screen
      name="end"
      bar={
        <>
          {idle ? <IdleNote idle={idle} onStay={actions.stillHere} /> : <span />}
          <BigButton label={t('end.done')} icon={IconCheck} kind="main" onPress={actions.leave} />
        </>
      }
    >
      <div className={classes.message}>
        <span className={classes.sign} data-tone={how === 'served' ? 'good' : 'plain'}>
          <Icon aria-hidden stroke={1.4} />
        </span>
        <Heading title={t(`end.${how}`)}>{t(`end.${how}_text`)}</Heading>
        <p className={classes.wiped} role="status">
          <IconEraser aria-hidden stroke={1.6} />
          {t('end.wiped')}
        </p>
      </div>
    </Screen>
  );
}
