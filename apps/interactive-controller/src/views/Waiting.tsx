import type { ConnectionState } from '@rem/client';
import type { SessionView, TimelineEntry } from '@rem/protocol';
import { ConnectionBanner, useFormats, useLanguage } from '@rem/ui';
import {
  IconBellRinging,
  IconDoorExit,
  IconId,
  IconMessageCircle,
  IconShieldLock,
  type TablerIcon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions } from '../model/model.ts';
import { Ask } from './parts/Ask.tsx';
import { BigButton } from './parts/BigButton.tsx';
import { Heading, Screen } from './parts/Screen.tsx';
import { useEscape } from './parts/use-escape.ts';
import classes from './Waiting.module.css';

export interface WaitingProps {
  /** Null while the request is on its way. */
  readonly session: SessionView | null;
  readonly entries: readonly TimelineEntry[];
  readonly connection: ConnectionState;
  readonly actions: Pick<CustomerActions, 'leave'>;
}

const tips = [
  ['waiting.tip_papers', IconId],
  ['waiting.tip_privacy', IconShieldLock],
  ['waiting.tip_write', IconMessageCircle],
] as const satisfies readonly (readonly [string, TablerIcon])[];

type WaitingPhase = Extract<SessionView['phase'], { state: 'waiting' }>;

/** Wait in words; minutes when it is long, as nobody counts in seconds then. */
function useExpectedWait(phase: WaitingPhase): string {
  const t = useMessages();
  const formats = useFormats();
  if (!phase.expectedWait) return t('waiting.unknown');
  const rounded = (seconds: number): string => {
    const step = seconds > 90 ? 60 : 10;
    return formats.duration(Math.max(step, Math.ceil(seconds / step) * step) * 1000);
  };
  const [from, to] = [rounded(phase.expectedWait.from), rounded(phase.expectedWait.to)];
  if (phase.expectedWait.from < 10 || from === to) return t('waiting.soon', { to });
  return t('waiting.expected', { from, to });
}

function Place({ phase }: { readonly phase: WaitingPhase }) {
  const t = useMessages();
  const formats = useFormats();
  const wait = useExpectedWait(phase);
  return (
    <section className={classes.place} aria-live="polite" data-ringing={phase.ringing ? '' : undefined}>
      <span className={classes.number} aria-hidden>
        {phase.ringing ? <IconBellRinging stroke={1.4} /> : formats.number(phase.position)}
      </span>
      <div className={classes.words}>
        <strong>
          {phase.ringing
            ? t('waiting.ringing')
            : phase.position === 1
              ? t('waiting.next')
              : t('waiting.position', { position: phase.position })}
        </strong>
        {phase.ringing ? null : <span>{wait}</span>}
      </div>
    </section>
  );
}

/** Where in the line, how long still, what comes next, something to look at, and a way out. */
export function Waiting({ session, entries, connection, actions }: WaitingProps) {
  const t = useMessages();
  const { language } = useLanguage();
  const [asking, setAsking] = useState(false);
  useEscape(() => setAsking(true), !asking);
  const phase = session?.phase.state === 'waiting' ? session.phase : null;
  const again = entries.some(({ what }) => what.type === 'session:waiting' && what.cause === 'expert_lost');
  const service = session?.serviceName;
  return (
    <Screen
      name="waiting"
      corner={service ? (service[language] ?? service.en) : undefined}
      bar={
        <BigButton
          label={t('waiting.leave')}
          icon={IconDoorExit}
          kind="quiet"
          onPress={() => setAsking(true)}
        />
      }
    >
      <ConnectionBanner state={connection === 'reconnecting' ? 'reconnecting' : null} />
      <Heading title={t('waiting.title')}>{again ? t('waiting.again') : null}</Heading>
      {phase ? (
        <Place phase={phase} />
      ) : (
        <section className={classes.place} aria-live="polite">
          <span className={classes.number} aria-hidden>
            …
          </span>
          <strong>{t('waiting.requesting')}</strong>
        </section>
      )}
      <p className={classes.then}>{t('waiting.then')}</p>
      <section className={classes.tips} aria-label={t('waiting.tips')}>
        {tips.map(([key, Icon]) => (
          <p key={key} className={classes.tip}>
            <Icon aria-hidden stroke={1.5} />
            {t(key)}
          </p>
        ))}
      </section>
      {asking ? (
        <Ask
          title={t('waiting.leave_title')}
          text={t('waiting.leave_text')}
          onDismiss={() => setAsking(false)}
        >
          <BigButton label={t('waiting.stay')} onPress={() => setAsking(false)} />
          <BigButton label={t('waiting.leave')} kind="danger" onPress={actions.leave} />
        </Ask>
      ) : null}
    </Screen>
  );
}
