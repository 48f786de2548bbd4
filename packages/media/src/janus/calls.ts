import type { IceCandidate } from '../engine.ts';
import { MediaError } from '../errors.ts';
import { type JanusConnection, JanusRefusal } from './connection.ts';
import { type JanusMessage, janusErrors } from './messages.ts';

const PLUGIN = { plugin: 'janus.plugin.videoroom' };

/** What is said to Janus and its videoroom plugin. Rejects with a `MediaError` only. */
export class JanusCalls {
  readonly #connection: JanusConnection;
  /** The handle for everything that concerns no participant. */
  #control: Promise<number> | undefined;

  constructor(connection: JanusConnection) {
    this.#connection = connection;
  }

  /** Every handle is gone with its session. */
  forget(): void {
    this.#control = undefined;
  }

  async attach(): Promise<number> {
    const { data } = await this.#request({ janus: 'attach', more: PLUGIN });
    if (data) return data.id;
    throw new MediaError('engine_error', 'Janus attached nothing');
  }

  /** A handle that is gone already is as good as detached. */
  async detach(handle: number): Promise<void> {
    await this.#request({ janus: 'detach', handle }).catch(ignoreRefusal);
  }

  /** A candidate that Janus cannot read, or that is for a link replaced meanwhile, is missed by no one. */
  async trickle(handle: number, candidate: IceCandidate | null): Promise<void> {
    const more = { candidate: candidate ?? { completed: true } };
    await this.#request({ janus: 'trickle', handle, more }).catch(ignoreRefusal);
  }

  message(
    handle: number,
    body: object,
    jsep?: { type: 'offer' | 'answer'; sdp: string },
  ): Promise<JanusMessage> {
    return this.#request({ janus: 'message', handle, more: jsep ? { body, jsep } : { body } });
  }

  /** A request that is nobody's. @param fine the code of an error that is none here */
  async control(body: object, fine?: number): Promise<JanusMessage> {
    this.#control ??= this.attach();
    const control = this.#control;
    try {
      return await this.#connection.request({ janus: 'message', handle: await control, more: { body } });
    } catch (error) {
      if (error instanceof JanusRefusal && error.code === fine) return { janus: 'success' };
      if (this.#control === control && !(error instanceof JanusRefusal)) this.#control = undefined;
      throw asMediaError(error);
    }
  }

  async #request(request: Parameters<JanusConnection['request']>[0]): Promise<JanusMessage> {
    try {
      return await this.#connection.request(request);
    } catch (error) {
      throw asMediaError(error);
    }
  }
}

/** The answer to an offer. */
export function answerOf(message: JanusMessage): string {
  if (message.jsep?.type === 'answer') return message.jsep.sdp;
  throw new MediaError('engine_error', 'Janus did not answer the offer');
}

function asMediaError(error: unknown): MediaError {
  if (!(error instanceof JanusRefusal)) return MediaError.from(error);
  const { code, message } = error;
  if (code === janusErrors.noSuchRoom) return new MediaError('no_such_room', message, { cause: error });
  const sdp = code === janusErrors.invalidSdp || code === janusErrors.unknownJsepType;
  return new MediaError(sdp ? 'invalid_sdp' : 'engine_error', message, { cause: error });
}

function ignoreRefusal(error: unknown): JanusMessage {
  if (error instanceof MediaError && error.cause instanceof JanusRefusal) return { janus: 'error' };
  throw error;
}
