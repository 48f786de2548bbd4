import { Loader } from '@mantine/core';
import { useUiMessages } from '../i18n/hooks.ts';
import classes from './Notices.module.css';

export interface ConnectionBannerProps {
  /** Null draws nothing (but stays in the page, so that screen readers hear what comes). */
  readonly state: 'connecting' | 'reconnecting' | null;
}

/** Tells that the page's line to the server is not there, for as long as that is so. */
export function ConnectionBanner({ state }: ConnectionBannerProps) {
  const t = useUiMessages();
  return (
    <div role="status" aria-live="polite">
      {state === null ? null : (
        <div className={classes.banner} data-kind={state}>
          <Loader size={16} color="currentColor" aria-hidden />
          {t(`connection.${state}`)}
        </div>
      )}
    </div>
  );
}
