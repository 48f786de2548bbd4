import { RemError } from '@rem/protocol';
import type { Channel } from '../live/side.ts';

/** One desk an expert: the newest one goes on, the one before is told that it was replaced. */
export class Desks {
  readonly #open = new Map<string, Channel>();

  has(expertId: string): boolean {
    return this.#open.has(expertId);
  }

  /** @returns gives it up: true when it was still the expert's desk */
  open(expertId: string, channel: Channel): () => boolean {
    const before = this.#open.get(expertId);
    this.#open.set(expertId, channel);
    before?.end(new RemError('replaced'));
    return () => {
      if (this.#open.get(expertId) !== channel) return false;
      this.#open.delete(expertId);
      return true;
    };
  }
}
