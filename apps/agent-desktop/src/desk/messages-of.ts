import type { TimelineEntry } from '@rem/protocol';
import type { ShownMessage } from '@rem/ui';

/** A message on its way: not in the timeline yet. */
export interface OutgoingMessage {
  readonly id: string;
  readonly sessionId: string;
  readonly text: string;
  readonly at: number;
  readonly failed: boolean;
}

/** The chat as the expert sees it: what the timeline has, then what is on its way in this session. */
export function messagesOf(
  entries: readonly TimelineEntry[],
  outgoing: readonly OutgoingMessage[],
  names: { readonly me: string; readonly customer: string },
): ShownMessage[] {
  const said = entries.flatMap(({ at, what }): ShownMessage[] =>
    what.type === 'chat:message'
      ? [
          {
            id: what.messageId,
            mine: what.from === 'expert',
            name: what.from === 'expert' ? names.me : names.customer,
            text: what.text,
            at,
            state: 'sent',
          },
        ]
      : [],
  );
  const known = new Set(said.map((message) => message.id));
  const current = entries.at(-1)?.sessionId;
  const waiting = outgoing
    .filter((message) => message.sessionId === current && !known.has(message.id))
    .map(({ id, text, at, failed }): ShownMessage => {
      return { id, mine: true, name: names.me, text, at, state: failed ? 'failed' : 'sending' };
    });
  return [...said, ...waiting];
}
