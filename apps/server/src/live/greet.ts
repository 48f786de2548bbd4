import {
  type ClientFrameOf,
  type ExpertsService,
  type LiveService,
  type MediaService,
  protocolVersion,
  RemError,
  type SessionsService,
} from '@rem/protocol';
import { type Principal, requireRight } from '../identity/principal.ts';
import { LiveConsole } from '../reac/live.ts';
import { Desk } from '../read/desk.ts';
import type { Desks } from '../read/desks.ts';
import { Customer } from '../reic/customer.ts';
import type { Present } from './present.ts';
import type { Channel, Side } from './side.ts';

export interface GreeterDeps {
  readonly sessions: SessionsService;
  readonly experts: ExpertsService;
  readonly live: LiveService;
  readonly media: MediaService;
  readonly present: Present;
  readonly desks: Desks;
  /** The branch of an enrolled kiosk; undefined when there is no such kiosk. */
  readonly branchOf: (kioskId: string) => string | undefined;
}

/** Makes the side a hello asks for, if whoever says it may have that. Rejects with a `RemError`. */
export type Greeter = (hello: ClientFrameOf<'hello'>, who: Principal, channel: Channel) => Promise<Side>;

export function createGreeter(deps: GreeterDeps): Greeter {
  async function customer(hello: ClientFrameOf<'hello'>, who: Principal, channel: Channel): Promise<Side> {
    const { sessions, media, present, branchOf } = deps;
    const sessionId = hello.ticket === undefined ? null : await sessions.byTicket(hello.ticket);
    // The same for a ticket that was never ours and for a session that is gone: nothing can be learned from it.
    if (hello.ticket !== undefined && sessionId === null) throw new RemError('not_found', 'ticket');
    const branchId = who.kioskId === null ? undefined : branchOf(who.kioskId);
    const kiosk = who.kioskId !== null && branchId !== undefined ? { id: who.kioskId, branchId } : null;
    return new Customer({ sessions, media, present, channel, hello, sessionId, kiosk });
  }

  function desk(hello: ClientFrameOf<'hello'>, who: Principal, channel: Channel): Side {
    requireRight(who, 'expert:work');
    if (who.accountId === null) throw new RemError('unauthenticated');
    return new Desk({ ...deps, channel, hello, expertId: who.accountId });
  }

  return async (hello, who, channel) => {
    if (hello.protocol !== protocolVersion) {
      throw new RemError(
        'bad_frame',
        `hello.protocol: this server speaks ${protocolVersion}; load the page again`,
      );
    }
    switch (hello.as) {
      case 'customer':
        return customer(hello, who, channel);
      case 'desk':
        return desk(hello, who, channel);
      case 'console':
        requireRight(who, 'live:view');
        return new LiveConsole(
          deps.live,
          channel,
          who.roles.filter((role) => role !== 'expert'),
        );
    }
  };
}
