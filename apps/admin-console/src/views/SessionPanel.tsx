import type { SessionRow } from '@rem/protocol';
import { ErrorState, ListSkeleton, StateBadge, useErrorMessage, useFormats, useLanguage } from '@rem/ui';
import { useMessages } from '../messages/mod.ts';
import { inLanguage } from '../models/directory.ts';
import type { Told } from '../models/timeline-words.ts';
import { useDash } from './ListView.tsx';
import classes from './Panel.module.css';
import { Panel } from './Panel.tsx';
import { Timeline } from './Timeline.tsx';

export interface SessionPanelProps {
  readonly content:
    | { readonly status: 'loading' }
    | { readonly status: 'failed'; readonly error: unknown }
    | { readonly status: 'ready'; readonly session: SessionRow; readonly entries: readonly Told[] };
  readonly onClose: () => void;
  readonly onRetry: () => void;
}

/** How long the customer waited and how long they talked, as far as it is known; in ms. */
export function spans(session: SessionRow): {
  readonly waited: number | null;
  readonly talked: number | null;
} {
  const { requestedAt, acceptedAt, connectedAt, endedAt } = session;
  const waitEnd = acceptedAt ?? endedAt;
  return {
    waited: waitEnd === null ? null : waitEnd - requestedAt,
    talked: connectedAt === null || endedAt === null ? null : endedAt - connectedAt,
  };
}

function Facts({ session }: { readonly session: SessionRow }) {
  const t = useMessages();
  const formats = useFormats();
  const dash = useDash();
  const { language } = useLanguage();
  const { waited, talked } = spans(session);
  const place = [session.branchName, session.kioskName].filter((name) => name !== null).join(' · ');
  const facts: readonly (readonly [string, string])[] = [
    [t('sessions.requested'), formats.exact(session.requestedAt)],
    [t('sessions.service'), inLanguage(session.serviceName, language)],
    [t('sessions.language'), formats.language(session.language)],
    [t('sessions.place'), place === '' ? '—' : place],
    [t('sessions.expert'), session.expertName ?? '—'],
    [t('sessions.waited'), dash(waited)],
    [t('sessions.talked'), dash(talked)],
    [t('sessions.disposition'), session.disposition ?? '—'],
    [t('sessions.id'), session.id],
  ];
  return (
    <dl className={classes.facts}>
      <dt>{t('sessions.state')}</dt>
      <dd>
        <StateBadge
          state={session.state}
          detail={session.outcome === null ? undefined : t(`outcome.${session.outcome}`)}
        />
      </dd>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One session with everything that happened in it. */
export function SessionPanel({ content, onClose, onRetry }: SessionPanelProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const name =
    content.status === 'ready' ? (content.session.customerName ?? t('live.anonymous')) : t('live.anonymous');
  return (
    <Panel title={t('sessions.of', { name })} onClose={onClose} size="xl">
      {content.status === 'loading' ? <ListSkeleton rows={10} height={28} /> : null}
      {content.status === 'failed' ? (
        <ErrorState what={t('panel.failed')} means={told(content.error)} onRetry={onRetry} />
      ) : null}
      {content.status === 'ready' ? (
        <div className={classes.form}>
          <Facts session={content.session} />
          <h2 className={classes.section}>{t('sessions.timeline')}</h2>
          <Timeline entries={content.entries} />
        </div>
      ) : null}
    </Panel>
  );
}
