import type { ClientFrameType } from '@rem/protocol';

/**
 * The order in which one connection's commands are done: those of media one after the other, and all others one
 * after the other, side by side with them: setting up media takes its time, and hanging up must not wait for it.
 */
export class CommandLanes {
  #media: Promise<void> = Promise.resolve();
  #control: Promise<void> = Promise.resolve();
  #closed = false;

  /** Before everything else, in both lanes. */
  first(task: () => Promise<void>): void {
    this.#control = this.#media = task();
  }

  /** @param task never rejects */
  run(type: ClientFrameType, task: () => Promise<void>): void {
    const next = (): Promise<void> => (this.#closed ? Promise.resolve() : task());
    // That media runs changes the session, so it belongs to its commands.
    if (type.startsWith('media:') && type !== 'media:ready') this.#media = this.#media.then(next);
    else this.#control = this.#control.then(next);
  }

  /** What has not begun is not done any more. */
  close(): void {
    this.#closed = true;
  }
}
