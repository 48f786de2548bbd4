import type { AuditQuery, AuditRow } from '@rem/protocol';
import { RelativeTime, useFormats, useLanguage } from '@rem/ui';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import { useConsole } from '../hooks/console.tsx';
import { useList, useListState } from '../hooks/use-list.ts';
import { useMessages } from '../messages/mod.ts';
import { auditActions } from '../models/audit-actions.ts';
import { daysBetween, type ListState, pageSize } from '../models/list-query.ts';
import { AuditPanel, actionWords, actorWords } from '../views/AuditPanel.tsx';
import { Cut } from '../views/Cut.tsx';
import { ChoiceFilter, DayFilter } from '../views/Filters.tsx';
import { ListView } from '../views/ListView.tsx';
import { pageIcons } from '../views/page-icons.ts';
import type { Column } from '../views/RecordTable.tsx';

function queryOf({ q, page, sort, filters }: ListState): Partial<AuditQuery> {
  const { action, actor } = filters;
  return {
    ...{ page, size: pageSize },
    ...(q !== '' && { q }),
    ...(sort !== '' && { sort }),
    ...(action && { action }),
    ...(actor && { actorId: actor }),
    ...daysBetween(filters),
  };
}

function useColumns(): readonly Column<AuditRow>[] {
  const t = useMessages();
  return [
    { key: 'action', title: t('audit.action'), sort: 'action', cell: ({ action }) => actionWords(t, action) },
    {
      key: 'subject',
      title: t('audit.subject'),
      cell: ({ subject }) => <Cut text={subject?.name ?? '—'} />,
    },
    {
      key: 'actor',
      title: t('audit.actor'),
      sort: 'actor',
      cell: ({ actor }) => <Cut text={actorWords(t, actor)} />,
    },
    { key: 'at', title: t('audit.at'), sort: 'at', cell: ({ at }) => <RelativeTime at={at} /> },
    { key: 'address', title: t('audit.address'), cell: ({ address }) => <Cut text={address ?? '—'} /> },
  ];
}

function AuditFilters({ state, onFilter }: Pick<ReturnType<typeof useListState>, 'state' | 'onFilter'>) {
  const t = useMessages();
  const { directory } = useConsole();
  const { filters } = state;
  return (
    <>
      <ChoiceFilter
        label={t('audit.action_filter')}
        all={t('common.all')}
        value={filters.action}
        choices={auditActions.map((value) => ({ value, label: t(`action.${value}`) }))}
        onChange={(action) => onFilter({ action })}
      />
      <ChoiceFilter
        label={t('audit.actor_filter')}
        all={t('common.all')}
        value={filters.actor}
        choices={directory.people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actor) => onFilter({ actor })}
      />
      <DayFilter label={t('audit.from')} value={filters.from} onChange={(from) => onFilter({ from })} />
      <DayFilter label={t('audit.to')} value={filters.to} onChange={(to) => onFilter({ to })} />
    </>
  );
}

/** Who did what, with the record before and after. */
export function AuditPage({ item }: { readonly item: string | null }) {
  const t = useMessages();
  const formats = useFormats();
  const { language } = useLanguage();
  const { api, directory } = useConsole();
  const [, navigate] = useLocation();
  const list = useListState();
  const columns = useColumns();
  const { content, reload } = useList(list.state, (state) => api.audit(queryOf(state)));
  const query = list.search === '' ? '' : `?${list.search}`;
  // An entry that is open stays so while the list behind it changes.
  const kept = useRef<AuditRow | null>(null);
  const listed =
    content.status === 'ready' ? content.page.items.find(({ no }) => String(no) === item) : undefined;
  if (listed) kept.current = listed;
  const open = kept.current !== null && String(kept.current.no) === item ? kept.current : null;
  return (
    <>
      <ListView
        {...list}
        title={t('audit.title')}
        icon={pageIcons.audit}
        columns={columns}
        idOf={({ no }) => String(no)}
        nameOf={({ action }) => actionWords(t, action)}
        content={content}
        openId={item}
        empty={{ title: t('audit.empty'), hint: t('audit.empty_hint') }}
        filters={<AuditFilters {...list} />}
        onOpen={({ no }) => navigate(`/audit/${no}${query}`)}
        onRetry={reload}
      />
      {open === null ? null : (
        <AuditPanel
          row={open}
          reader={{ t, formats, directory, language }}
          onClose={() => navigate(`/audit${query}`)}
        />
      )}
    </>
  );
}
