import type { Clock } from '@rem/kit';
import type { MediaLogger } from '../logger.ts';

export interface JanusEngineOptions {
  /** Janus' WebSocket API, for example `ws://127.0.0.1:8188`. */
  readonly url: string;
  /** `api_secret` of Janus' configuration. It never leaves this process. */
  readonly apiSecret: string;
  /** `admin_key` of its videoroom plugin: only who has it can make rooms. */
  readonly adminKey: string;
  /** Needed to enter and to change rooms, where set. */
  readonly roomPin?: string;
  /**
   * A file to remember the Janus session in, so that the next server can go on with the calls of one that was
   * killed. Without it their media ends half a minute later.
   */
  readonly memoryFile?: string;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  readonly logger?: MediaLogger;
  /** Time limit of one request to Janus in ms; default 5,000. */
  readonly timeoutMs?: number;
}
