import { type LiveClient, newId } from '@rem/client';
import { useState } from 'react';
import type { OutgoingMessage } from './messages-of.ts';

export interface Outbox {
  readonly outgoing: readonly OutgoingMessage[];
  readonly say: (text: string) => void;
  readonly sayAgain: (messageId: string) => void;
}

/** Messages on their way. The same id goes with every try, so that none is shown to the customer twice. */
export function useChat(live: LiveClient, sessionId: string | null): Outbox {
  const [outgoing, setOutgoing] = useState<readonly OutgoingMessage[]>([]);
  const mark = (id: string, failed: boolean) =>
    setOutgoing((all) => all.map((each) => (each.id === id ? { ...each, failed } : each)));
  const send = (message: OutgoingMessage) => {
    live.send({ type: 'chat:send', messageId: message.id, text: message.text }).then(
      () => {},
      () => mark(message.id, true),
    );
  };
  return {
    outgoing,
    say: (text) => {
      if (sessionId === null) {
        return;
      }
      const message: OutgoingMessage = { id: newId(), sessionId, text, at: Date.now(), failed: false };
      // Of earlier customers nothing is kept.
      setOutgoing((all) => [...all.filter((each) => each.sessionId === sessionId), message]);
      send(message);
    },
    sayAgain: (messageId) => {
      const message = outgoing.find((each) => each.id === messageId);
      if (message && message.sessionId === sessionId) {
        mark(messageId, false);
        send(message);
      }
    },
  };
}
