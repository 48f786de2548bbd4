import { Button, CloseButton, Pagination, TextInput } from '@mantine/core';
import type { Page } from '@rem/protocol';
import { EmptyState, ErrorState, ListSkeleton, useErrorMessage, useFormats } from '@rem/ui';
import { IconSearch, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import { isNarrowed, type ListState } from '../models/list-query.ts';
import classes from './List.module.css';
import { type Column, RecordTable } from './RecordTable.tsx';

/** What is known of a list's content. */
export type ListContent<R> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: unknown }
  /** `stale`: another page is on its way. */
  | { readonly status: 'ready'; readonly page: Page<R>; readonly stale: boolean };

export interface ListViewProps<R> {
  readonly title: string;
  readonly icon: TablerIcon;
  readonly columns: readonly Column<R>[];
  readonly idOf: (record: R) => string;
  readonly nameOf: (record: R) => string;
  readonly content: ListContent<R>;
  readonly state: ListState;
  readonly openId: string | null;
  /** What is said where there is nothing at all. */
  readonly empty: { readonly title: string; readonly hint: string };
  /** The one thing to do in this list: create something. Shown above the list, and again where it is empty. */
  readonly action?: ReactNode;
  readonly filters?: ReactNode;
  readonly onSearch: (q: string) => void;
  readonly onSort: (column: string) => void;
  readonly onPage: (page: number) => void;
  readonly onClear: () => void;
  readonly onOpen?: ((record: R) => void) | undefined;
  readonly onRetry: () => void;
}

function Bar<R>({ state, title, filters, onSearch }: ListViewProps<R>) {
  const t = useMessages();
  return (
    <search className={classes.bar}>
      <TextInput
        className={classes.search}
        label={t('list.search')}
        aria-label={`${t('list.search')}: ${title}`}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          state.q === '' ? null : (
            <CloseButton size="sm" aria-label={t('list.clear')} onClick={() => onSearch('')} />
          )
        }
        value={state.q}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      {filters}
    </search>
  );
}

function Foot<R>({ page, stale, onPage }: { page: Page<R>; stale: boolean; onPage: (page: number) => void }) {
  const t = useMessages();
  const { total, size } = page;
  const last = Math.max(1, Math.ceil(total / size));
  const from = (page.page - 1) * size + 1;
  const range = t('list.range', { from, to: from + page.items.length - 1, total });
  return (
    <div className={classes.foot}>
      <span role="status" className="rem-figures">
        {stale ? t('list.stale') : range}
      </span>
      {last > 1 ? (
        <Pagination
          size="sm"
          total={last}
          value={page.page}
          onChange={onPage}
          aria-label={t('list.pages')}
          getControlProps={(control) =>
            control === 'previous' || control === 'next' ? { 'aria-label': t(`list.${control}`) } : {}
          }
          getItemProps={(item) => ({ 'aria-label': `${t('list.pages')} ${item}` })}
        />
      ) : null}
    </div>
  );
}

function Content<R>(props: ListViewProps<R>) {
  const t = useMessages();
  const told = useErrorMessage();
  const { content, state, icon, empty, action } = props;
  if (content.status === 'loading') {
    return (
      <div className={classes.pad}>
        <ListSkeleton rows={8} />
      </div>
    );
  }
  if (content.status === 'failed') {
    const means = t('list.failed_means', { why: told(content.error) });
    return <ErrorState what={t('list.failed')} means={means} onRetry={props.onRetry} />;
  }
  if (content.page.items.length === 0) {
    return isNarrowed(state) || state.page > 1 ? (
      <EmptyState
        icon={IconSearch}
        title={t('list.nothing')}
        hint={t('list.nothing_hint')}
        action={
          <Button variant="default" onClick={props.onClear}>
            {t('list.clear_all')}
          </Button>
        }
      />
    ) : (
      <EmptyState icon={icon} title={empty.title} hint={empty.hint} action={action} />
    );
  }
  return (
    <>
      <RecordTable
        label={props.title}
        columns={props.columns}
        rows={content.page.items}
        idOf={props.idOf}
        nameOf={props.nameOf}
        openId={props.openId}
        sort={state.sort}
        onSort={props.onSort}
        onOpen={props.onOpen}
      />
      <Foot page={content.page} stale={content.stale} onPage={props.onPage} />
    </>
  );
}

/** A list of records with its search, filters, order and pages; every state of it. */
export function ListView<R>(props: ListViewProps<R>) {
  const { title, action, content, state } = props;
  const isBare = content.status === 'ready' && content.page.total === 0 && !isNarrowed(state);
  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {isBare ? null : action}
      </div>
      {isBare ? null : <Bar {...props} />}
      <div className={classes.card}>
        <Content {...props} />
      </div>
    </>
  );
}

/** Figures of a list: `—` where there is none. */
export function useDash() {
  const formats = useFormats();
  return (ms: number | null) => (ms === null ? '—' : formats.duration(ms));
}
