import { Button, Radio, SegmentedControl, Textarea } from '@mantine/core';
import type { DeskView, WantedExpertState } from '@rem/protocol';
import { Countdown, Elapsed, useLanguage } from '@rem/ui';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { inLanguage } from '../desk/localized.ts';
import { useMessages } from '../messages/mod.ts';
import { keepDraft, readDraft, type WrapUpDraft } from './draft.ts';
import classes from './WrapUpPanel.module.css';

type WrapUp = Extract<DeskView['expert'], { state: 'wrap_up' }>;

export interface WrapUpPanelProps {
  readonly wrapUp: WrapUp;
  readonly since: number;
  readonly after: DeskView['after'];
  readonly clockOffset: number;
  readonly pending: boolean;
  readonly onState: (wanted: WantedExpertState) => void;
  readonly onComplete: (done: WrapUpDraft) => void;
}

/** The protocol's limit for a note. */
const MOST_CHARACTERS = 4000;

function Dispositions(props: {
  readonly wrapUp: WrapUp;
  readonly value: string | null;
  readonly error: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const t = useMessages();
  const { wrapUp, value, error, onChoose } = props;
  if (wrapUp.dispositions.length === 0) {
    return null;
  }
  return (
    <Radio.Group
      label={t('wrapup.disposition')}
      withAsterisk={wrapUp.rule.mode === 'mandatory'}
      value={value}
      error={error}
      onChange={onChoose}
    >
      <div className={classes.choices}>
        {wrapUp.dispositions.map(({ id, name }) => (
          <Radio key={id} value={id} label={name} />
        ))}
      </div>
    </Radio.Group>
  );
}

/** The rest of the work on a customer: what came of it, and what the next colleague should know. */
export function WrapUpPanel(props: WrapUpPanelProps) {
  const { wrapUp, clockOffset } = props;
  const t = useMessages();
  const { language } = useLanguage();
  const [draft, setDraft] = useState<WrapUpDraft>(() => readDraft(wrapUp.sessionId));
  const [asked, setAsked] = useState(false);
  const write = (change: Partial<WrapUpDraft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepDraft(wrapUp.sessionId, next);
  };
  const missing =
    wrapUp.rule.mode === 'mandatory' && wrapUp.dispositions.length > 0 && draft.dispositionId === null;
  const submit = () => {
    setAsked(true);
    if (!missing) {
      props.onComplete({ ...draft, note: draft.note.trim() });
    }
  };
  return (
    <form
      className={classes.panel}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <header className={classes.head}>
        <div className={classes.titles}>
          <h1 className={classes.title}>{t('wrapup.title')}</h1>
          <p className={classes.with}>
            {t('wrapup.with', {
              service: inLanguage(wrapUp.serviceName, language),
              customer: wrapUp.customerName ?? t('call.customer'),
            })}
          </p>
        </div>
        {wrapUp.endsAt === null ? (
          <span className={classes.clock}>
            <Elapsed at={props.since} clockOffset={clockOffset} />
          </span>
        ) : (
          <Countdown endsAt={wrapUp.endsAt} total={wrapUp.endsAt - props.since} clockOffset={clockOffset} />
        )}
      </header>
      {wrapUp.endsAt === null ? null : <p className={classes.with}>{t('wrapup.timed')}</p>}
      <Dispositions
        wrapUp={wrapUp}
        value={draft.dispositionId}
        error={asked && missing ? t('wrapup.required') : null}
        onChoose={(dispositionId) => write({ dispositionId })}
      />
      <Textarea
        label={t('wrapup.note')}
        description={t('wrapup.note_hint')}
        rows={5}
        maxLength={MOST_CHARACTERS}
        value={draft.note}
        onChange={(event) => write({ note: event.currentTarget.value })}
      />
      <footer className={classes.foot}>
        <div className={classes.after}>
          <span id="after-label">{t('wrapup.after')}</span>
          <SegmentedControl
            aria-labelledby="after-label"
            value={props.after}
            data={[
              { value: 'available', label: t('wrapup.after_available') },
              { value: 'away', label: t('wrapup.after_away') },
            ]}
            onChange={(value) =>
              props.onState(
                value === 'available' ? { state: 'available' } : { state: 'away', reason: 'other' },
              )
            }
          />
        </div>
        <Button
          type="submit"
          size="md"
          loading={props.pending}
          leftSection={<IconCheck size={20} aria-hidden />}
        >
          {t('wrapup.complete')}
        </Button>
      </footer>
    </form>
  );
}
