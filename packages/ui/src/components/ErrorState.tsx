import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useUiMessages } from '../i18n/hooks.ts';
import classes from './Notices.module.css';

export interface ErrorStateProps {
  /** What happened: "The list could not be loaded." */
  readonly what: string;
  /** What it means for the reader: "Nothing was changed." */
  readonly means?: string;
  /** Absent where trying again cannot help. */
  readonly onRetry?: (() => void) | undefined;
  /** Default "Try again". */
  readonly retryLabel?: string;
}

export function ErrorState({ what, means, onRetry, retryLabel }: ErrorStateProps) {
  const t = useUiMessages();
  return (
    <div className={classes.notice} data-kind="error" role="alert">
      <span className={classes.icon}>
        <IconAlertTriangle size={24} aria-hidden />
      </span>
      <p className={classes.title}>{what}</p>
      {means ? <p className={classes.hint}>{means}</p> : null}
      {onRetry ? (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
          {retryLabel ?? t('common.retry')}
        </Button>
      ) : null}
    </div>
  );
}
