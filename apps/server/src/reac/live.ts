import type { LiveChange, LiveService, Role, ServerFrame, Stop } from '@rem/protocol';
import type { Channel, Handlers, Side } from '../live/side.ts';

/** Rows in one frame, so that it stays below the frame limit. */
const ROWS = 100;

/** Texts of a change, made once for all consoles that get it. */
const texts = new WeakMap<LiveChange, readonly string[]>();

/** The supervisor's live view of the console (REAC): the whole picture first, then what changes. */
export class LiveConsole implements Side {
  readonly roles: readonly Role[];
  readonly handlers: Handlers = {};
  readonly idle = false;
  readonly #live: LiveService;
  readonly #channel: Channel;
  #stop: Stop = () => {};

  constructor(live: LiveService, channel: Channel, roles: readonly Role[]) {
    this.#live = live;
    this.#channel = channel;
    this.roles = roles;
  }

  async start(): Promise<void> {
    const [first, ...more] = inPages({ ...this.#live.snapshot(), gone: [] });
    if (first) {
      const { sessions, experts, summary } = first;
      this.#channel.send({ type: 'live', sessions, experts, summary } satisfies ServerFrame);
    }
    for (const page of more) this.#channel.send({ type: 'live:change', ...page });
    this.#stop = this.#live.watch((change) => {
      for (const text of textsOf(change)) this.#channel.sendText(text);
    });
  }

  close(): void {
    this.#stop();
  }
}

function textsOf(change: LiveChange): readonly string[] {
  const known = texts.get(change);
  if (known) return known;
  const made = inPages(change).map((page) =>
    JSON.stringify({ type: 'live:change', ...page } satisfies ServerFrame),
  );
  texts.set(change, made);
  return made;
}

interface Page {
  sessions: LiveChange['sessions'][number][];
  experts: LiveChange['experts'][number][];
  gone: string[];
  summary: LiveChange['summary'];
}

/** One page at least, also of nothing. */
function inPages({ sessions, experts, gone, summary }: LiveChange): Page[] {
  const pages = Math.max(1, ...[sessions, experts, gone].map((rows) => Math.ceil(rows.length / ROWS)));
  const part = <T>(rows: readonly T[], page: number): T[] => rows.slice(page * ROWS, (page + 1) * ROWS);
  return Array.from({ length: pages }, (_, page) => ({
    ...{ sessions: part(sessions, page), experts: part(experts, page), gone: part(gone, page), summary },
  }));
}
