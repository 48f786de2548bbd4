/**
 * Hands out UDP ports two by two. A peer connection uses one of its two; the second stands by for the case that
 * some other program has the first. Pairs go round the whole range before one is used again, so that late packets
 * of an old link do not meet a new one.
 */
export class PortPairs {
  readonly #first: number;
  readonly #count: number;
  readonly #taken = new Set<number>();
  #next = 0;

  constructor([first, last]: readonly [first: number, last: number]) {
    this.#first = first;
    this.#count = Math.floor((last - first + 1) / 2);
  }

  /** @throws when all pairs are taken */
  take(): readonly [number, number] {
    for (let tried = 0; tried < this.#count; tried += 1) {
      const index = this.#next;
      this.#next = (this.#next + 1) % this.#count;
      if (this.#taken.has(index)) continue;
      this.#taken.add(index);
      return [this.#first + index * 2, this.#first + index * 2 + 1];
    }
    throw new Error('all media ports are in use');
  }

  give([first]: readonly [number, number]): void {
    this.#taken.delete((first - this.#first) / 2);
  }
}
