import type { SessionView, TimelineEntry } from '@rem/protocol';
import { RelativeTime, useFormats, useLanguage } from '@rem/ui';
import { inLanguage } from '../desk/localized.ts';
import { useMessages } from '../messages/mod.ts';
import classes from './CustomerCard.module.css';

export interface CustomerCardProps {
  readonly session: SessionView;
  readonly entries: readonly TimelineEntry[];
  readonly clockOffset: number;
}

/** What the customer agreed to when they asked; null until that entry came. */
function recordingAgreed(entries: readonly TimelineEntry[]): boolean | null {
  for (const { what } of entries) {
    if (what.type === 'session:requested') {
      return what.consents.recording;
    }
  }
  return null;
}

/** Who the customer is and what they came for. */
export function CustomerCard({ session, entries, clockOffset }: CustomerCardProps) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const recording = recordingAgreed(entries);
  const agreed = recording === null ? null : t(recording ? 'fact.recording_yes' : 'fact.recording_no');
  const facts: readonly (readonly [string, string | null])[] = [
    [t('fact.language'), formats.language(session.language)],
    [t('fact.recording'), agreed],
    [t('fact.branch'), session.branchName],
    [t('fact.kiosk'), session.kioskName ?? t('fact.own_browser')],
  ];
  const service = inLanguage(session.serviceName, language);
  return (
    <section className={classes.card} aria-label={t('fact.customer')}>
      <h1 className={classes.name} title={session.customerName ?? undefined}>
        {session.customerName ?? t('fact.customer')}
      </h1>
      <p className={classes.service} title={service}>
        {service}
      </p>
      <dl className={classes.facts}>
        <div>
          <dt>{t('fact.requested')}</dt>
          <dd>
            <RelativeTime at={session.requestedAt} clockOffset={clockOffset} />
          </dd>
        </div>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={value}>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
