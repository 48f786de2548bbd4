import { deferred } from '@rem/kit';
import type { TimelineEntry } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { EntryFeed } from './entry-feed.ts';

const id = '6f1f3c1e-7a1b-4a55-9d2c-1f2e3d4c5b6a';

function entry(no: number, type: 'session:held' | 'session:missed' = 'session:held'): TimelineEntry {
  const what = type === 'session:held' ? { type } : { type, offerId: id, expertId: id };
  return { sessionId: id, no, at: no, actor: { kind: 'system' }, what };
}

function setUp(reader: 'customer' | 'expert' = 'expert', after = 2) {
  const stored = deferred<TimelineEntry[]>();
  const asked: number[] = [];
  const sent: number[] = [];
  const sessions = {
    entries: (_id: string, no: number) => {
      asked.push(no);
      return stored.promise;
    },
  };
  const feed = new EntryFeed(sessions, { id, reader, after }, ({ no }) => sent.push(no));
  return { stored, asked, sent, feed };
}

describe('the feed of timeline entries', () => {
  it('[LIV5] sends what was missed first, then what happened meanwhile, each number once', async () => {
    const { stored, asked, sent, feed } = setUp();
    const began = feed.begin();
    feed.push([entry(5)]);
    feed.push([entry(6)]);
    expect(sent).toEqual([]);
    stored.resolve([entry(3), entry(4), entry(5)]);
    await began;
    feed.push([entry(6), entry(7)]);
    expect(asked).toEqual([2]);
    expect(sent).toEqual([3, 4, 5, 6, 7]);
  });

  it('[LIV5] keeps from customers what is not theirs to read', async () => {
    const { stored, sent, feed } = setUp('customer', 0);
    stored.resolve([entry(1)]);
    await feed.begin();
    feed.push([entry(2, 'session:missed'), entry(3)]);
    expect(sent).toEqual([1, 3]);
  });

  it('sends nothing when the missed entries cannot be read, and nothing once closed', async () => {
    const { stored, sent, feed } = setUp();
    const began = feed.begin();
    stored.reject(new Error('planted'));
    await expect(began).rejects.toThrow('planted');
    feed.push([entry(9)]);
    expect(sent).toEqual([]);

    const other = setUp();
    other.stored.resolve([]);
    await other.feed.begin();
    other.feed.close();
    other.feed.push([entry(3)]);
    expect(other.sent).toEqual([]);
  });
});
