import { z } from 'zod';

/** One row of the error catalogue. */
export interface ErrorDefinition {
  /** What happened and what to do, for a person. */
  readonly message: string;
  /** HTTP status (RFC 9110). */
  readonly status: number;
  /** WebSocket close code (RFC 6455 §7.4.2, private range) when the error ends the connection. */
  readonly close?: number;
  /** Whether the same request can succeed later without being changed. */
  readonly retryable: boolean;
}

/** Every error the product tells anyone. `docs/errors.md` lists the same rows; a test compares them. */
export const errorCatalogue = {
  bad_request: { message: 'The request is not of the expected form.', status: 400, retryable: false },
  bad_frame: {
    message: 'The message is not of the expected form.',
    status: 400,
    close: 4400,
    retryable: false,
  },
  unauthenticated: { message: 'Sign in first.', status: 401, close: 4401, retryable: false },
  bad_credentials: {
    message: 'Name or password is wrong, or the account is locked for now.',
    status: 401,
    retryable: false,
  },
  forbidden: { message: 'You do not have the right to do this.', status: 403, close: 4403, retryable: false },
  bad_origin: {
    message: 'This page may not talk to this server.',
    status: 403,
    close: 4403,
    retryable: false,
  },
  not_found: { message: 'There is no such thing here.', status: 404, retryable: false },
  method_not_allowed: { message: 'This address does not take that method.', status: 405, retryable: false },
  conflict: { message: 'It was changed meanwhile; load it again.', status: 409, retryable: true },
  wrong_state: { message: 'That is not possible any more.', status: 409, retryable: false },
  duplicate: { message: 'There is one with this name or id already.', status: 409, retryable: false },
  in_use: { message: 'It is still in use.', status: 409, retryable: false },
  offer_gone: { message: 'This offer is no longer open.', status: 410, retryable: false },
  session_gone: { message: 'This session has ended.', status: 410, retryable: false },
  too_large: { message: 'The message is too large.', status: 413, close: 4413, retryable: false },
  unsupported_media_type: { message: 'Send JSON.', status: 415, retryable: false },
  invalid_sdp: { message: 'The media description could not be used.', status: 422, retryable: false },
  invalid_code: { message: 'The code is wrong or no longer valid.', status: 422, retryable: false },
  service_closed: { message: 'This service is not available now.', status: 409, retryable: true },
  rate_limited: { message: 'Too many requests; wait a moment.', status: 429, close: 4429, retryable: true },
  too_many_connections: {
    message: 'Too many connections from this address.',
    status: 429,
    close: 4429,
    retryable: true,
  },
  hello_expected: { message: 'The first message must be hello.', status: 400, close: 4400, retryable: false },
  too_slow: {
    message: 'The connection is too slow to follow; reconnect.',
    status: 408,
    close: 4408,
    retryable: true,
  },
  replaced: {
    message: 'This page was opened elsewhere; the newer one goes on.',
    status: 409,
    close: 4409,
    retryable: false,
  },
  media_unavailable: { message: 'Video is not available for a moment.', status: 503, retryable: true },
  draining: { message: 'The server is going away; reconnect.', status: 503, close: 4503, retryable: true },
  unavailable: {
    message: 'Not available for a moment; try again.',
    status: 503,
    close: 4503,
    retryable: true,
  },
  internal: { message: 'Something went wrong on our side.', status: 500, close: 4500, retryable: true },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]; // Object.keys loses the key type
export const errorCode = z.enum(codes);

/** An error as it travels: in HTTP bodies and in replies. */
export const wireError = z.object({
  code: errorCode,
  message: z.string(),
  retryable: z.boolean(),
  /** What was wrong where, for a developer: `body.timers.offer: expected a number of at least 5`. */
  detail: z.string().optional(),
});
export type WireError = z.infer<typeof wireError>;

/** The one error class that crosses rooms: a row of the catalogue, perhaps with a detail and a cause. */
export class RemError extends Error {
  override readonly name = 'RemError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${errorCatalogue[code].message} (${detail})` : errorCatalogue[code].message, options);
    this.code = code;
    this.detail = detail;
  }

  get definition(): ErrorDefinition {
    return errorCatalogue[this.code];
  }

  get retryable(): boolean {
    return this.definition.retryable;
  }

  toWire(): WireError {
    const { message, retryable } = this.definition;
    return this.detail === undefined
      ? { code: this.code, message, retryable }
      : { code: this.code, message, retryable, detail: this.detail };
  }

  static fromWire(wire: WireError): RemError {
    return new RemError(wire.code, wire.detail);
  }

  /** Whatever was thrown as a row of the catalogue; the unknown becomes `internal` and keeps its cause. */
  static from(error: unknown): RemError {
    return error instanceof RemError ? error : new RemError('internal', undefined, { cause: error });
  }

  /** A failed parse: names the first wrong places and what was expected there. */
  static fromZod(code: 'bad_request' | 'bad_frame', error: z.ZodError, where: string): RemError {
    const detail = error.issues
      .slice(0, 5)
      .map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`)
      .join('; ');
    return new RemError(code, detail);
  }
}

/** WebSocket close codes that are no error. */
export const closeCodes = { normal: 1000, goingAway: 1001 } as const;
