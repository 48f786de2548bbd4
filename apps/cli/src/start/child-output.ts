import { type ChildOutput, LogFile } from '@rem/host';
import type { Terminal } from '../terminal.ts';

/** Level from which a line of a child goes to the terminal as well: pino's `error`. */
const ERROR = 50;
/**
 * PostgreSQL writes everything to standard error. An ERROR of a statement is the server's to tell; connections that
 * come too early or are ended by a stop are FATAL for themselves alone.
 */
const POSTGRES_ERROR = /\b(PANIC|FATAL): +(?!the database system is |terminating )/;

/** Sends each child's output to its file in the log folder, and its errors to the terminal. */
export class ChildLogs {
  readonly #files = new Map<string, LogFile>();
  readonly #path: (file: string) => string;
  readonly #terminal: Terminal;

  constructor(path: (file: string) => string, terminal: Terminal) {
    this.#path = path;
    this.#terminal = terminal;
  }

  write(name: string, output: ChildOutput): void {
    let file = this.#files.get(name);
    if (!file) {
      file = new LogFile(this.#path(`${name}.log`));
      this.#files.set(name, file);
    }
    file.write(`${output.line}\n`);
    const error = errorIn(name, output);
    if (error !== undefined) this.#terminal.line(`${this.#terminal.paint('red', name)} ${error}`);
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
  }
}

/** What of a line the person at the terminal should see at once; undefined for the rest. */
export function errorIn(name: string, { line, stream }: ChildOutput): string | undefined {
  if (name === 'postgres') return POSTGRES_ERROR.test(line) ? line : undefined;
  const entry = parsePino(line);
  if (entry) return entry.level >= ERROR ? entry.text : undefined;
  return stream === 'stderr' && line.trim() !== '' ? line : undefined;
}

function parsePino(line: string): { level: number; text: string } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || !('level' in entry)) return undefined;
    if (typeof entry.level !== 'number') return undefined;
    const message = 'msg' in entry ? String(entry.msg) : line;
    const error = 'err' in entry && typeof entry.err === 'object' ? entry.err : undefined;
    const reason = error && 'message' in error ? `: ${error.message}` : '';
    return { level: entry.level, text: `${message}${message.endsWith(reason.slice(2)) ? '' : reason}` };
  } catch {
    return undefined;
  }
}
