import { newId } from '@rem/client';
import type { TimelineEntry } from '@rem/protocol';
import type { ShownMessage } from '@rem/ui';

/** What the customer wrote and the timeline does not have yet. */
export interface Outgoing {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly state: 'sending' | 'failed';
}

export const outgoing = (text: string, at: number): Outgoing => ({ id: newId(), text, at, state: 'sending' });

/** The conversation: what the timeline has, and after it what is on its way. */
export function conversation(
  entries: readonly TimelineEntry[],
  underWay: readonly Outgoing[],
  expertName: string,
): ShownMessage[] {
  const said: ShownMessage[] = entries.flatMap(({ at, what }) =>
    what.type === 'chat:message'
      ? [
          {
            id: what.messageId,
            mine: what.from === 'customer',
            name: expertName,
            text: what.text,
            at,
            state: 'sent' as const,
          },
        ]
      : [],
  );
  const known = new Set(said.map(({ id }) => id));
  const rest = underWay
    .filter(({ id }) => !known.has(id))
    .map((message) => ({ ...message, mine: true, name: '' }));
  return [...said, ...rest];
}
