import type { TimelineEntry } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { messagesOf, type OutgoingMessage } from './messages-of.ts';

const names = { me: 'Amara', customer: 'Customer' };
const entry = (no: number, what: TimelineEntry['what']): TimelineEntry => ({
  ...{ sessionId: 's1', no, at: no * 1000, actor: { kind: 'system' }, what },
});
const said = (no: number, messageId: string, from: 'customer' | 'expert') =>
  entry(no, { type: 'chat:message', messageId, from, text: messageId });
const outgoing = (id: string, change: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ id, sessionId: 's1', text: id, at: 9000, failed: false, ...change },
});

describe('messagesOf', () => {
  it('takes the messages of the timeline in order, and nothing else of it', () => {
    const entries = [said(1, 'a', 'customer'), entry(2, { type: 'session:held' }), said(3, 'b', 'expert')];
    expect(messagesOf(entries, [], names).map(({ id, mine, name }) => [id, mine, name])).toEqual([
      ['a', false, 'Customer'],
      ['b', true, 'Amara'],
    ]);
  });

  it('shows a message once: on its way until the timeline has it', () => {
    const entries = [said(1, 'a', 'customer')];
    expect(messagesOf(entries, [outgoing('b')], names).map((each) => each.state)).toEqual([
      'sent',
      'sending',
    ]);
    const after = [...entries, said(2, 'b', 'expert')];
    expect(messagesOf(after, [outgoing('b', { failed: true })], names).map((each) => each.state)).toEqual([
      'sent',
      'sent',
    ]);
  });

  it('says what failed, and shows nothing of an earlier customer', () => {
    const entries = [said(1, 'a', 'customer')];
    const messages = messagesOf(
      entries,
      [outgoing('b', { failed: true }), outgoing('c', { sessionId: 's0' })],
      names,
    );
    expect(messages.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'sent'],
      ['b', 'failed'],
    ]);
  });
});
