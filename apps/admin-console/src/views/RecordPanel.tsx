import { Alert, Button } from '@mantine/core';
import { ErrorState, ListSkeleton, useErrorMessage } from '@rem/ui';
import { IconAlertTriangle, IconEye, IconTrash } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { Refusal } from '../models/undo.ts';
import { Ask } from './Ask.tsx';
import classes from './Panel.module.css';
import { Panel } from './Panel.tsx';

/** Which question stands before the panel. */
export type Question = 'discard' | 'delete' | null;

export interface RecordPanelProps {
  readonly title: string;
  /** The record's name, as questions and refusals tell it. */
  readonly name: string;
  readonly isNew: boolean;
  readonly readOnly: boolean;
  readonly load: 'loading' | 'ready' | { readonly failed: unknown; readonly gone: boolean };
  readonly refusal: Refusal | null;
  /** A save was refused here because fields do not fit. */
  readonly unfit: boolean;
  readonly busy: boolean;
  readonly dirty: boolean;
  readonly question: Question;
  /** The form's fields. */
  readonly children: ReactNode;
  /** What stands below the form: the enrolment of a kiosk. */
  readonly more?: ReactNode;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly onClose: () => void;
  readonly onAsk: (question: Question) => void;
  readonly onDelete: () => void;
  readonly onLoadNewer: () => void;
  readonly onReload: () => void;
}

type RefusalProps = Pick<RecordPanelProps, 'refusal' | 'name' | 'unfit' | 'onLoadNewer'>;

const alert = { color: 'red', icon: <IconAlertTriangle aria-hidden /> } as const;

function Refused({ refusal, name, unfit, onLoadNewer }: RefusalProps) {
  const t = useMessages();
  const told = useErrorMessage();
  if (refusal === null) return unfit ? <Alert {...alert}>{t('panel.check_fields')}</Alert> : null;
  switch (refusal.kind) {
    case 'conflict':
      return (
        <Alert {...alert} color="orange" title={t('panel.conflict_title')}>
          <div className={classes.fields}>
            {t('panel.conflict_text')}
            <div>
              <Button size="xs" onClick={onLoadNewer}>
                {t('panel.conflict_load')}
              </Button>
            </div>
          </div>
        </Alert>
      );
    case 'gone':
      return (
        <Alert {...alert} title={t('panel.gone')}>
          {t('panel.gone_means')}
        </Alert>
      );
    case 'taken':
      return <Alert {...alert}>{t('panel.taken')}</Alert>;
    case 'in_use': {
      const by = refusal.by.length === 0 ? t('panel.in_use_plain') : null;
      return (
        <Alert {...alert} title={t('panel.in_use_title', { name })}>
          {by ?? t('panel.in_use_text', { by: refusal.by.join(', ') })}
        </Alert>
      );
    }
    case 'last_administrator':
      return (
        <Alert {...alert} title={t('panel.in_use_title', { name })}>
          {t('panel.in_use_last_admin')}
        </Alert>
      );
    case 'other':
      return <Alert {...alert}>{t('panel.not_saved', { why: told(refusal.error) })}</Alert>;
  }
}

function Foot({ isNew, busy, dirty, onAsk, onClose }: RecordPanelProps) {
  const t = useMessages();
  return (
    <div className={classes.foot}>
      <div className={classes.buttons}>
        <Button type="submit" loading={busy} disabled={!isNew && !dirty}>
          {t(isNew ? 'common.create' : 'common.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
      {isNew ? null : (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => onAsk('delete')}
        >
          {t('common.delete')}
        </Button>
      )}
    </div>
  );
}

function Body(props: RecordPanelProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const { load, readOnly, children, more } = props;
  if (load === 'loading') return <ListSkeleton rows={6} height={36} />;
  if (load !== 'ready') {
    return load.gone ? (
      <ErrorState what={t('panel.gone')} means={t('panel.gone_means')} />
    ) : (
      <ErrorState what={t('panel.failed')} means={told(load.failed)} onRetry={props.onReload} />
    );
  }
  return (
    <div className={classes.form}>
      {readOnly ? (
        <Alert color="blue" icon={<IconEye aria-hidden />}>
          {t('common.read_only')}
        </Alert>
      ) : null}
      <form className={classes.form} onSubmit={props.onSubmit} noValidate>
        <fieldset className={classes.fields} disabled={readOnly}>
          {children}
        </fieldset>
        <div role="alert">
          <Refused {...props} />
        </div>
        {readOnly ? null : <Foot {...props} />}
      </form>
      {more}
    </div>
  );
}

/** The side panel in which a record is looked at, created, changed and deleted. */
export function RecordPanel(props: RecordPanelProps) {
  const t = useMessages();
  const { title, name, busy, dirty, question, onAsk, onClose, onDelete } = props;
  return (
    <Panel title={title} onClose={() => (dirty ? onAsk('discard') : onClose())}>
      <Body {...props} onClose={() => (dirty ? onAsk('discard') : onClose())} />
      {question === 'discard' ? (
        <Ask
          title={t('panel.discard_title')}
          text={t('panel.discard_text', { name })}
          doIt={t('panel.discard')}
          leave={t('panel.keep')}
          onDo={onClose}
          onLeave={() => onAsk(null)}
        />
      ) : null}
      {question === 'delete' ? (
        <Ask
          title={t('panel.delete_title', { name })}
          text={t('panel.delete_text')}
          doIt={t('panel.delete_do', { name })}
          busy={busy}
          onDo={onDelete}
          onLeave={() => onAsk(null)}
        />
      ) : null}
    </Panel>
  );
}
