import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useConsole } from '../hooks/console.tsx';
import type { RecordStore } from '../hooks/record-store.ts';
import { useList, useListState } from '../hooks/use-list.ts';
import { type Editor, useRecordEditor } from '../hooks/use-record-editor.ts';
import { useMessages } from '../messages/mod.ts';
import type { Kind } from '../models/kinds.ts';
import { pageSize } from '../models/list-query.ts';
import type { FormProps } from '../views/forms/form.ts';
import { ListView } from '../views/ListView.tsx';
import { pageIcons } from '../views/page-icons.ts';
import { RecordPanel } from '../views/RecordPanel.tsx';
import type { Column } from '../views/RecordTable.tsx';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** How one kind of record is listed and edited. */
export interface RecordsPageProps<R extends Versioned, V> {
  readonly kind: Kind<R, V>;
  readonly store: RecordStore<R>;
  readonly columns: readonly Column<R>[];
  readonly nameOf: (record: R) => string;
  readonly form: ComponentType<FormProps<V>>;
  readonly mayManage: boolean;
  /** Id of the open record, `new`, or null. */
  readonly item: string | null;
  /** What stands below the form. */
  readonly more?: (editor: Editor<R, V>) => ReactNode;
}

type PanelProps<R extends Versioned, V> = Omit<RecordsPageProps<R, V>, 'columns' | 'item'> & {
  readonly id: string | null;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

function OpenRecord<R extends Versioned, V extends Record<string, unknown>>(props: PanelProps<R, V>) {
  const t = useMessages();
  const { directory } = useConsole();
  const { kind, form: Form, id, mayManage, more } = props;
  const editor = useRecordEditor(props);
  const { panel, record } = editor;
  return (
    <RecordPanel
      {...panel}
      title={id === null ? t(`${kind.name}.new`) : record ? panel.name : t(`${kind.name}.edit`)}
      readOnly={!mayManage}
      more={more?.(editor)}
    >
      <Form form={editor.form} directory={directory} isNew={id === null} readOnly={!mayManage} />
    </RecordPanel>
  );
}

/** The page of one kind of record: its list, and beside it the record that is open. */
export function RecordsPage<R extends Versioned, V extends Record<string, unknown>>(
  props: RecordsPageProps<R, V>,
) {
  const t = useMessages();
  const [, navigate] = useLocation();
  const { kind, store, columns, nameOf, mayManage, item } = props;
  const list = useListState();
  const { content, reload } = useList(list.state, ({ q, page, sort }) =>
    store.list({ page, size: pageSize, ...(q !== '' && { q }), ...(sort !== '' && { sort }) }),
  );
  const query = list.search === '' ? '' : `?${list.search}`;
  const open = (id: string) => navigate(`/${kind.name}/${id}${query}`);
  const action = mayManage ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => open('new')}>
      {t(`${kind.name}.new`)}
    </Button>
  ) : undefined;
  return (
    <>
      <ListView
        {...list}
        title={t(`${kind.name}.title`)}
        icon={pageIcons[kind.name]}
        columns={columns}
        idOf={(record) => record.id}
        nameOf={nameOf}
        content={content}
        openId={item}
        empty={{ title: t(`${kind.name}.empty`), hint: t(`${kind.name}.empty_hint`) }}
        action={action}
        onOpen={(record) => open(record.id)}
        onRetry={reload}
      />
      {item === null || (item === 'new' && !mayManage) ? null : (
        <OpenRecord
          {...props}
          key={item}
          id={item === 'new' ? null : item}
          onClose={() => navigate(`/${kind.name}${query}`)}
          onChanged={reload}
        />
      )}
    </>
  );
}
