import { Alert, Button, CopyButton } from '@mantine/core';
import type { Kiosk } from '@rem/protocol';
import { Countdown, RelativeTime, useFormats } from '@rem/ui';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMessages } from '../messages/mod.ts';
import { Ask } from './Ask.tsx';
import classes from './Panel.module.css';

/** How long an enrol code is good for, in ms: what the full ring of the countdown stands for. */
export const codeMs = 15 * 60_000;

export interface EnrolmentProps {
  readonly kiosk: Pick<Kiosk, 'name' | 'enrolledAt' | 'lastSeenAt'>;
  readonly readOnly: boolean;
  /** The code that was made here; `used` once a browser was bound by it. */
  readonly code: { readonly text: string; readonly expiresAt: number; readonly used: boolean } | null;
  /** Now, by the server's clock. */
  readonly now: number;
  readonly clockOffset: number;
  /** Address that is opened at the kiosk. */
  readonly address: string;
  readonly busy: boolean;
  readonly asksUnenrol: boolean;
  readonly onMakeCode: () => void;
  readonly onAskUnenrol: (asks: boolean) => void;
  readonly onUnenrol: () => void;
}

function Code({ code, address, now, clockOffset }: EnrolmentProps) {
  const t = useMessages();
  if (code === null) return null;
  if (code.used) {
    return (
      <Alert color="green" icon={<IconCheck aria-hidden />}>
        {t('kiosks.code_used')}
      </Alert>
    );
  }
  if (code.expiresAt <= now) return <Alert color="orange">{t('kiosks.code_gone')}</Alert>;
  return (
    <div className={classes.code}>
      <span className={classes.help}>{t('kiosks.code')}</span>
      <output className={classes.codeText} dir="ltr">
        {code.text}
      </output>
      <Countdown endsAt={code.expiresAt} total={codeMs} size={64} hue="blue" clockOffset={clockOffset} />
      <CopyButton value={code.text}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {t(copied ? 'common.copied' : 'common.copy')}
          </Button>
        )}
      </CopyButton>
      <p className={classes.help}>{t('kiosks.code_how', { address })}</p>
    </div>
  );
}

/** Which browser is this kiosk, and how one becomes it. */
export function KioskEnrolment(props: EnrolmentProps) {
  const t = useMessages();
  const formats = useFormats();
  const { kiosk, code, readOnly, busy, onAskUnenrol } = props;
  return (
    <section className={classes.set} aria-label={t('kiosks.enrolment')}>
      <span className={classes.legend}>{t('kiosks.enrolment')}</span>
      <div role="status">
        {kiosk.enrolledAt === null ? (
          t('kiosks.not_enrolled')
        ) : (
          <dl className={classes.facts}>
            <dt>{t('kiosks.enrolled_short')}</dt>
            <dd>{formats.exact(kiosk.enrolledAt)}</dd>
            <dt>{t('kiosks.last_seen')}</dt>
            <dd>
              {kiosk.lastSeenAt === null ? t('kiosks.never_seen') : <RelativeTime at={kiosk.lastSeenAt} />}
            </dd>
          </dl>
        )}
      </div>
      <div role="status">
        <Code {...props} />
      </div>
      {readOnly ? null : (
        <>
          {kiosk.enrolledAt !== null && code === null ? (
            <p className={classes.help}>{t('kiosks.code_replaces')}</p>
          ) : null}
          <div className={classes.buttons}>
            <Button variant="light" loading={busy} onClick={props.onMakeCode}>
              {t(code === null ? 'kiosks.make_code' : 'kiosks.make_code_again')}
            </Button>
            {kiosk.enrolledAt === null ? null : (
              <Button variant="subtle" color="red" onClick={() => onAskUnenrol(true)}>
                {t('kiosks.unenrol')}
              </Button>
            )}
          </div>
        </>
      )}
      {props.asksUnenrol ? (
        <Ask
          title={t('kiosks.unenrol_title', { name: kiosk.name })}
          text={t('kiosks.unenrol_text')}
          doIt={t('kiosks.unenrol')}
          busy={busy}
          onDo={props.onUnenrol}
          onLeave={() => onAskUnenrol(false)}
        />
      ) : null}
    </section>
  );
}
