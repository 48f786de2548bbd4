import { Alert, Button, CopyButton, TextInput } from '@mantine/core';
import { newApiKey } from '@rem/protocol';
import { useErrorMessage } from '@rem/ui';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import { faultsOf } from '../models/validation.ts';
import classes from './Panel.module.css';
import { Panel } from './Panel.tsx';

export interface KeyPanelProps {
  /** The key, once it was made; it is told only here. */
  readonly made: { readonly name: string; readonly key: string } | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onCreate: (name: string) => void;
  readonly onClose: () => void;
}

function Made({ made, onClose }: { made: NonNullable<KeyPanelProps['made']>; onClose: () => void }) {
  const t = useMessages();
  return (
    <div className={classes.form}>
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />}>
        {t('keys.shown_once')}
      </Alert>
      <output className={classes.key} aria-label={t('keys.key')} dir="ltr">
        {made.key}
      </output>
      <p className={classes.help}>{t('keys.how')}</p>
      <div className={classes.buttons}>
        <CopyButton value={made.key}>
          {({ copied, copy }) => (
            <Button
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {t(copied ? 'common.copied' : 'common.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}

/** Makes an API key and shows it this once. */
export function KeyPanel({ made, busy, error, onCreate, onClose }: KeyPanelProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const [name, setName] = useState('');
  const [touched, setTouched] = useState(false);
  const fault = touched ? faultsOf(newApiKey, { name }).name : undefined;
  return (
    <Panel title={made?.name ?? t('keys.new')} onClose={onClose}>
      {made === null ? (
        <form
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTouched(true);
            if (newApiKey.safeParse({ name }).success) onCreate(name);
          }}
        >
          <TextInput
            label={t('keys.name')}
            description={t('keys.name_help')}
            required
            data-autofocus
            value={name}
            error={fault ? t(fault.key, { n: fault.n ?? 0 }) : null}
            onChange={(event) => {
              setTouched(true);
              setName(event.currentTarget.value);
            }}
          />
          <div role="alert">
            {error ? <Alert color="red">{t('panel.not_saved', { why: told(error) })}</Alert> : null}
          </div>
          <div className={classes.buttons}>
            <Button type="submit" loading={busy}>
              {t('common.create')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <Made made={made} onClose={onClose} />
      )}
    </Panel>
  );
}
