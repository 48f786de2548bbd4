import { type Person, RemError } from '@rem/protocol';
import type { Store } from '@rem/store';

/** What is about to happen to an account. */
interface Change {
  readonly id: string;
  /** Whether the account is an active administrator afterwards. */
  readonly stays: boolean;
}

const isAdministrator = ({ active, roles }: Person): boolean => active && roles.includes('administrator');

async function others(people: Pick<Store['people'], 'list'>, id: string): Promise<number> {
  let count = 0;
  for (let page = 1; ; page++) {
    const { items, total, size } = await people.list({ page, size: 200 });
    count += items.filter((person) => person.id !== id && isAdministrator(person)).length;
    if (page * size >= total) return count;
  }
}

/**
 * Keeps the house administrable: somebody can always sign in to the console and give rights. Changes that take an
 * administrator away run one at a time here, so that two of them cannot take each other away at once.
 */
export function createLastAdministrator(people: Pick<Store['people'], 'get' | 'list'>) {
  let last: Promise<unknown> = Promise.resolve();

  async function judged<T>(id: string, run: () => Promise<T>): Promise<T> {
    const person = await people.get(id);
    if (!person) throw new RemError('not_found');
    if (isAdministrator(person) && (await others(people, id)) === 0) {
      throw new RemError('in_use', 'the last administrator');
    }
    return run();
  }

  return {
    /** Runs the change, or rejects with `in_use` when nobody would be left. */
    guard<T>(change: Change, run: () => Promise<T>): Promise<T> {
      if (change.stays) return run();
      const result = last.then(() => judged(change.id, run));
      last = result.catch(() => undefined);
      return result;
    },
  };
}
