import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import classes from './List.module.css';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  /** Name the server sorts by; absent: this column does not sort. */
  readonly sort?: string;
  /** Figures stand at the end of their column. */
  readonly end?: boolean;
  readonly cell: (record: R) => ReactNode;
}

export interface RecordTableProps<R> {
  readonly label: string;
  /** The first column names the record and opens it. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly idOf: (record: R) => string;
  readonly nameOf: (record: R) => string;
  /** Id of the record that is open beside the list. */
  readonly openId: string | null;
  readonly sort: string;
  readonly onSort: (column: string) => void;
  /** Absent where a row has no details. */
  readonly onOpen?: ((record: R) => void) | undefined;
}

const directionOf = (sort: string, column: string) =>
  sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';

const sortIcons = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort };

function Heading<R>({
  column,
  sort,
  onSort,
}: { readonly column: Column<R> } & Pick<RecordTableProps<R>, 'sort' | 'onSort'>) {
  const t = useMessages();
  const { sort: name, title, end = false } = column;
  if (name === undefined) {
    return (
      <th scope="col" data-end={end}>
        {title}
      </th>
    );
  }
  const direction = directionOf(sort, name);
  const Icon = sortIcons[direction];
  return (
    <th scope="col" data-end={end} aria-sort={direction}>
      <button
        type="button"
        className={classes.sort}
        data-on={direction !== 'none'}
        title={t('list.sort_by', { column: title })}
        onClick={() => onSort(name)}
      >
        {title}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}

/** Rows that open by a click anywhere, and by keyboard at their name. Sorted by the server. */
export function RecordTable<R>(props: RecordTableProps<R>) {
  const { label, columns, rows, idOf, nameOf, openId, sort, onSort, onOpen } = props;
  const openByRow = (event: MouseEvent, record: R) => {
    if (!onOpen) return;
    const isText = (window.getSelection()?.toString() ?? '') !== '';
    if (!isText && !(event.target as Element).closest('a, button')) onOpen(record); // targets in a page are elements
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((record) => (
            <tr
              key={idOf(record)}
              className={onOpen ? classes.row : undefined}
              data-open={idOf(record) === openId}
              onClick={(event) => openByRow(event, record)}
            >
              {columns.map((column, index) => (
                <td key={column.key} data-end={column.end ?? false}>
                  {index === 0 && onOpen ? (
                    <button
                      type="button"
                      className={classes.open}
                      title={nameOf(record)}
                      onClick={() => onOpen(record)}
                    >
                      {column.cell(record)}
                    </button>
                  ) : (
                    column.cell(record)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
