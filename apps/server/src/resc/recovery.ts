import { Backoff, type CancelTimer, type Clock } from '@rem/kit';
import type { Logger } from '@rem/kit/logger';
import type { Commands } from './commands.ts';
import type { RescStore } from './resc-store.ts';
import type { World } from './world.ts';

interface Options {
  readonly store: Pick<RescStore, 'world'>;
  readonly world: World;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The mirror is right again. */
  readonly onRecovered: () => Promise<void>;
}

/**
 * After the store was out of reach, a command's fate can be unknown: it may have been committed with nobody told.
 * So the world is read again as soon as the store answers, and what differs is taken in as if it had just
 * happened.
 */
export class Recovery {
  readonly #options: Options;
  readonly #backoff = new Backoff({ longest: 1_000 });
  #retry: CancelTimer | undefined;
  #attempt: Promise<void> | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** True from an outage until the mirror is right again. */
  get pending(): boolean {
    return this.#retry !== undefined || this.#attempt !== undefined;
  }

  begin(): void {
    if (this.pending || this.#closed) return;
    this.#options.logger.warn('the store is out of reach');
    this.#later();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.();
    this.#retry = undefined;
    await this.#attempt;
  }

  #later(): void {
    this.#retry = this.#options.clock.after(this.#backoff.next(), () => {
      this.#retry = undefined;
      this.#attempt = this.#recover().then((recovered) => {
        this.#attempt = undefined;
        if (!recovered && !this.#closed) this.#later();
      });
    });
  }

  async #recover(): Promise<boolean> {
    const { world, commands, logger, onRecovered } = this.#options;
    try {
      const stored = await this.#options.store.world();
      const alive = new Set(stored.sessions.map(({ id }) => id));
      const changed = stored.sessions.filter(
        ({ id, version }) => (world.session(id)?.version ?? 0) < version,
      );
      const ended = [...world.sessions.keys()].filter((id) => !alive.has(id));
      for (const id of [...changed.map((session) => session.id), ...ended]) await commands.reloadSession(id);
      world.apply({ sessions: [], experts: stored.experts, entries: [] });
      await onRecovered();
      this.#backoff.reset();
      logger.info({ changed: changed.length, ended: ended.length }, 'the store is back');
      return true;
    } catch (error) {
      logger.debug({ err: error }, 'the store is still out of reach');
      return false;
    }
  }
}
