import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/**
 * What is said to the person at the terminal, in colour where that person's terminal has it (NO_COLOR and
 * FORCE_COLOR are respected).
 */
export class Terminal {
  readonly #stream: NodeJS.WritableStream;

  /** @param stream standard error where standard output belongs to a script */
  constructor(stream: NodeJS.WritableStream = process.stdout) {
    this.#stream = stream;
  }

  paint(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }

  line(text = ''): void {
    this.#stream.write(`${text}\n`);
  }

  /** Work that begins. */
  step(text: string): void {
    this.line(`${this.paint('cyan', '→')} ${text}`);
  }

  /** Work that is done. */
  done(text: string): void {
    this.line(`${this.paint('green', '✓')} ${text}`);
  }

  warn(text: string): void {
    this.line(`${this.paint('yellow', '!')} ${text}`);
  }

  error(text: string): void {
    this.line(`${this.paint('red', '✗')} ${text}`);
  }
}
