import { getActiveResourcesInfo } from 'node:process';
import { afterAll, expect, vi } from 'vitest';

/**
 * Fails a test file that leaves a child process, a socket or a server behind. Only what keeps the process alive
 * counts (an idle keep-alive connection does not), and only what was not there before the file began: the test
 * runner's own channel is.
 */
const WATCHED = new Set([
  'ProcessWrap',
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeWrap',
  'PipeServerWrap',
  'UDPWrap',
]);

/** What is being closed while the last hook returns may take this long to be gone. */
const GRACE_MS = 5_000;

function open(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of getActiveResourcesInfo()) {
    if (WATCHED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

const before = open();

function leaked(): string[] {
  return [...open()]
    .map(([kind, count]) => ({ kind, more: count - (before.get(kind) ?? 0) }))
    .filter(({ more }) => more > 0)
    .map(({ kind, more }) => `${more} ${kind}`);
}

// Hooks end in the reverse order of their registration: this one, registered first, sees what all others left.
afterAll(async () => {
  await vi.waitFor(() => expect(leaked(), 'left open by this test file').toEqual([]), {
    timeout: GRACE_MS,
    interval: 50,
  });
}, GRACE_MS + 5_000);
