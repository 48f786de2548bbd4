import type { ListQuery, Page } from '@rem/protocol';
import type { Connection } from './database.ts';

/** Conditions and the values they name, in step. */
export class Where {
  readonly #conditions: string[] = [];
  readonly values: unknown[] = [];

  /** @param condition SQL of ours, with `?` for the value wherever it stands; nothing is added for `undefined` */
  and(condition: string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.#conditions.push(condition.replaceAll('?', `$${this.values.length}`));
    return this;
  }

  /** Any of `columns` contains `text`, whatever the case. */
  contains(columns: readonly string[], text: string | undefined): this {
    if (!text) return this;
    return this.and(
      `(${columns.map((column) => `${column} ilike ?`).join(' or ')})`,
      `%${escapeLike(text)}%`,
    );
  }

  get text(): string {
    return this.#conditions.length === 0 ? '' : `where ${this.#conditions.join(' and ')}`;
  }
}

/** `%`, `_` and `\` of a user stand for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Sort names that a list takes, each with the SQL it sorts by: nothing else reaches a statement. */
export interface SortColumns {
  readonly columns: Readonly<Record<string, string>>;
  /** Order when none, or one that is not in the list, is asked for. */
  readonly usual: string;
  /** A unique column, so that equal rows keep their order from page to page. */
  readonly unique: string;
}

export function orderBy(sort: string | undefined, { columns, usual, unique }: SortColumns): string {
  const descending = sort?.startsWith('-') ?? false;
  const name = descending ? sort?.slice(1) : sort;
  const column = name !== undefined && Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined) return `order by ${usual}, ${unique}`;
  return `order by ${column} ${descending ? 'desc' : 'asc'} nulls last, ${unique}`;
}

/** One page of `from`, and how many there are in all. */
export async function selectPage<Row extends object, Item>(
  connection: Connection,
  parts: {
    readonly columns: string;
    readonly from: string;
    readonly where: Where;
    readonly sort: SortColumns;
    readonly query: ListQuery;
    readonly item: (row: Row) => Item;
  },
): Promise<Page<Item>> {
  const { columns, from, where, sort, query, item } = parts;
  const { page, size } = query;
  const [counted] = await connection.query<{ total: number }>(
    `select count(*) as total from ${from} ${where.text}`,
    where.values,
  );
  const total = counted?.total ?? 0;
  const rows = await connection.query<Row>(
    `select ${columns} from ${from} ${where.text} ${orderBy(query.sort, sort)}
     limit $${where.values.length + 1} offset $${where.values.length + 2}`,
    [...where.values, size, (page - 1) * size],
  );
  return { items: rows.map(item), total, page, size };
}
