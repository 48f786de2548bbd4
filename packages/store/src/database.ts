import { RemError } from '@rem/protocol';
import pg from 'pg';
import { translate } from './translate.ts';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** A connection that waited in the pool was lost; the pool opens others by itself. */
  readonly onConnectionLost: (error: Error) => void;
  /** The longest statement, ms: the server ends it; default 15,000. */
  readonly statementMs?: number;
}

/** How long to wait for a connection, ms. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 15_000;
/** When the server does not say in this time that it ended a statement, the connection is given up, ms. */
const ANSWER_MS = 2_000;
/** Idle connections are closed after this, ms. */
const IDLE_MS = 30_000;

/** PostgreSQL's oid of bigint. */
const INT8 = 20;

/** All our bigints (instants, counts, numbers) are safe integers; one that is not is a fault, not a rounded value. */
function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RemError('internal', `${text} is not a safe integer`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? parseBigint : pg.types.getTypeParser(oid, format),
};

/** One connection in use. */
export interface Connection {
  /** @typeParam Row the columns as our own statement names them; JSON in them is `unknown` until parsed */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** The pool. Every failure comes out as a `RemError`; a connection that failed is thrown away, never used again. */
export class Database implements Connection {
  readonly #pool: pg.Pool;
  #closing: Promise<void> | undefined;

  constructor({ url, poolSize, onConnectionLost, statementMs = STATEMENT_MS }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: CONNECT_MS,
      idleTimeoutMillis: IDLE_MS,
      statement_timeout: statementMs,
      query_timeout: statementMs + ANSWER_MS,
      application_name: 'rem',
      keepAlive: true,
      types,
    });
    this.#pool.on('error', onConnectionLost);
    // While it is in use its error also rejects the query; unheard, the event would end the process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return this.use((connection) => connection.query<Row>(text, values));
  }

  /** All statements of `work` are one transaction, read committed; whatever it throws rolls it back. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.use(async (connection) => {
      await connection.query('begin');
      try {
        const result = await work(connection);
        await connection.query('commit');
        return result;
      } catch (error) {
        // When even this fails the connection is gone, and the transaction with it.
        await connection.query('rollback').catch(() => {});
        throw error;
      }
    });
  }

  /** Several statements on one connection. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let lost: Error | undefined;
    try {
      return await work({
        query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
          try {
            return (await client.query<Row>(text, [...values])).rows;
          } catch (error) {
            const translated = translate(error);
            if (translated.code === 'unavailable') lost = translated;
            throw translated;
          }
        },
      });
    } finally {
      client.release(lost);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw translate(error);
    }
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }
}
