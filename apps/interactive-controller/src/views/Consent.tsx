import { useLanguage } from '@rem/ui';
import { IconArrowRight, IconDoorExit, IconEraser, IconVideo } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions, IdleLimit, ServiceChoice } from '../model/model.ts';
import classes from './Consent.module.css';
import { BigButton } from './parts/BigButton.tsx';
import { IdleNote } from './parts/IdleNote.tsx';
import { Heading, Screen } from './parts/Screen.tsx';

export interface ConsentProps {
  readonly service: ServiceChoice;
  readonly idle: IdleLimit | null;
  readonly actions: Pick<CustomerActions, 'agree' | 'leave' | 'stillHere'>;
}

/** What is about to happen, and the customer's yes to it. */
export function Consent({ service, idle, actions }: ConsentProps) {
  const t = useMessages();
  const { language } = useLanguage();
  const [recording, setRecording] = useState(false);
  return (
    <Screen
      name="consent"
      corner={service.name[language] ?? service.name.en}
      bar={
        <>
          <BigButton label={t('way.out')} icon={IconDoorExit} kind="quiet" onPress={actions.leave} />
          {idle ? <IdleNote idle={idle} onStay={actions.stillHere} /> : null}
          <BigButton
            label={t('consent.agree')}
            icon={IconArrowRight}
            next
            kind="main"
            onPress={() => actions.agree(recording)}
          />
        </>
      }
    >
      <Heading title={t('consent.title')}>{t('consent.lead')}</Heading>
      <ul className={classes.facts}>
        <li>
          <IconVideo aria-hidden stroke={1.6} />
          {t('consent.camera')}
        </li>
        <li>
          <IconEraser aria-hidden stroke={1.6} />
          {t('consent.wiped')}
        </li>
      </ul>
      <label className={classes.choice}>
        <input
          type="checkbox"
          checked={recording}
          onChange={(event) => setRecording(event.currentTarget.checked)}
        />
        <span>{t('consent.recording')}</span>
      </label>
    </Screen>
  );
}
