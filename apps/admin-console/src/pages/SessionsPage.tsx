import { Button } from '@mantine/core';
import { outcome, type SessionQuery, type SessionRow, sessionState } from '@rem/protocol';
import { RelativeTime, StateBadge, useFormats, useLanguage, useUiMessages } from '@rem/ui';
import { useLocation } from 'wouter';
import { useConsole } from '../hooks/console.tsx';
import { useList, useListState } from '../hooks/use-list.ts';
import { useLoad } from '../hooks/use-load.ts';
import { useMessages } from '../messages/mod.ts';
import { inLanguage } from '../models/directory.ts';
import { daysBetween, type ListState, pageSize } from '../models/list-query.ts';
import { tell } from '../models/timeline-words.ts';
import { Cut } from '../views/Cut.tsx';
import { ChoiceFilter, DayFilter } from '../views/Filters.tsx';
import { ListView, useDash } from '../views/ListView.tsx';
import { pageIcons } from '../views/page-icons.ts';
import type { Column } from '../views/RecordTable.tsx';
import { SessionPanel, spans } from '../views/SessionPanel.tsx';

const parsed = <T,>(schema: { safeParse: (value: unknown) => { data?: T } }, value: string | undefined) =>
  schema.safeParse(value).data;

/** What the address bar asks for, as the server takes it; what does not fit is left out. */
function queryOf({ q, page, sort, filters }: ListState): Partial<SessionQuery> {
  const state = parsed(sessionState, filters.state);
  const ended = parsed(outcome, filters.outcome);
  const { service, branch, expert } = filters;
  return {
    ...{ page, size: pageSize },
    ...(q !== '' && { q }),
    ...(sort !== '' && { sort }),
    ...(state && { state }),
    ...(ended && { outcome: ended }),
    ...(service && { serviceId: service }),
    ...(branch && { branchId: branch }),
    ...(expert && { expertId: expert }),
    ...daysBetween(filters),
  };
}

function useColumns(): readonly Column<SessionRow>[] {
  const t = useMessages();
  const dash = useDash();
  const { language } = useLanguage();
  return [
    {
      key: 'customer',
      title: t('sessions.customer'),
      sort: 'customerName',
      cell: ({ customerName }) => customerName ?? t('live.anonymous'),
    },
    {
      key: 'requested',
      title: t('sessions.requested'),
      sort: 'requestedAt',
      cell: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
    },
    {
      key: 'service',
      title: t('sessions.service'),
      sort: 'serviceName',
      cell: ({ serviceName }) => <Cut text={inLanguage(serviceName, language)} />,
    },
    {
      key: 'place',
      title: t('sessions.place'),
      sort: 'branchName',
      cell: ({ branchName, kioskName }) => (
        <Cut text={[branchName, kioskName].filter((name) => name !== null).join(' · ') || '—'} />
      ),
    },
    {
      key: 'expert',
      title: t('sessions.expert'),
      sort: 'expertName',
      cell: ({ expertName }) => <Cut text={expertName ?? '—'} />,
    },
    {
      key: 'state',
      title: t('sessions.state'),
      sort: 'state',
      cell: (row) => (
        <StateBadge
          state={row.state}
          detail={row.outcome === null ? undefined : t(`outcome.${row.outcome}`)}
        />
      ),
    },
    { key: 'waited', title: t('sessions.waited'), end: true, cell: (row) => dash(spans(row).waited) },
    { key: 'talked', title: t('sessions.talked'), end: true, cell: (row) => dash(spans(row).talked) },
  ];
}

function SessionFilters({ state, onFilter }: Pick<ReturnType<typeof useListState>, 'state' | 'onFilter'>) {
  const t = useMessages();
  const ui = useUiMessages();
  const { language } = useLanguage();
  const { directory } = useConsole();
  const { filters } = state;
  const experts = directory.people.filter(({ roles }) => roles.includes('expert'));
  return (
    <>
      <ChoiceFilter
        label={t('sessions.state')}
        all={t('common.all')}
        value={filters.state}
        choices={(['waiting', 'offered', 'connecting', 'active', 'ended'] as const).map((value) => ({
          value,
          label: ui(`state.${value}`),
        }))}
        onChange={(value) => onFilter({ state: value })}
      />
      <ChoiceFilter
        label={t('sessions.outcome')}
        all={t('common.all')}
        value={filters.outcome}
        choices={outcome.options.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChange={(value) => onFilter({ outcome: value })}
      />
      <ChoiceFilter
        label={t('sessions.service')}
        all={t('common.all')}
        value={filters.service}
        choices={directory.services.map(({ id, name }) => ({ value: id, label: inLanguage(name, language) }))}
        onChange={(value) => onFilter({ service: value })}
      />
      <ChoiceFilter
        label={t('sessions.branch')}
        all={t('common.all')}
        value={filters.branch}
        choices={directory.branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => onFilter({ branch: value })}
      />
      <ChoiceFilter
        label={t('sessions.expert')}
        all={t('common.all')}
        value={filters.expert}
        choices={experts.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => onFilter({ expert: value })}
      />
      <DayFilter label={t('sessions.from')} value={filters.from} onChange={(from) => onFilter({ from })} />
      <DayFilter label={t('sessions.to')} value={filters.to} onChange={(to) => onFilter({ to })} />
    </>
  );
}

function OpenSession({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const { api, directory } = useConsole();
  const { loaded, reload } = useLoad(id, api.sessions.timeline);
  const content =
    loaded.status === 'ready'
      ? {
          status: loaded.status,
          session: loaded.value.session,
          entries: tell(loaded.value.entries, { t, formats, directory, language }),
        }
      : loaded;
  return <SessionPanel content={content} onClose={onClose} onRetry={reload} />;
}

/** Sessions of now and of the past, each with its timeline. */
export function SessionsPage({ item }: { readonly item: string | null }) {
  const t = useMessages();
  const { api } = useConsole();
  const [, navigate] = useLocation();
  const list = useListState();
  const columns = useColumns();
  const { content, reload } = useList(list.state, (state) => api.sessions.list(queryOf(state)));
  const query = list.search === '' ? '' : `?${list.search}`;
  return (
    <>
      <ListView
        {...list}
        title={t('sessions.title')}
        icon={pageIcons.sessions}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={({ customerName }) => customerName ?? t('live.anonymous')}
        content={content}
        openId={item}
        empty={{ title: t('sessions.empty'), hint: t('sessions.empty_hint') }}
        action={
          content.status === 'ready' && content.page.total === 0 ? (
            <Button component="a" href="/" target="_blank" variant="default">
              {t('sessions.open_page')}
            </Button>
          ) : undefined
        }
        filters={<SessionFilters {...list} />}
        onOpen={({ id }) => navigate(`/sessions/${id}${query}`)}
        onRetry={reload}
      />
      {item === null ? null : (
        <OpenSession key={item} id={item} onClose={() => navigate(`/sessions${query}`)} />
      )}
    </>
  );
}
