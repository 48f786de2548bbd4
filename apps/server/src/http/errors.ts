import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '@rem/kit/logger';
import { RemError, type WireError } from '@rem/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

/** The body of every answer that is an error. */
export const errorBody = (error: RemError): { error: WireError } => {
  const wire = error.toWire();
  // What went wrong on our side is for the log: a detail there names files, hosts or rows.
  if (error.definition.status >= 500) delete wire.detail;
  return { error: wire };
};

/** Fastify's own errors as rows of the catalogue, by their code. */
const BY_CODE: Readonly<Record<string, () => RemError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new RemError('unsupported_media_type'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new RemError('too_large'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new RemError('bad_request', 'body: expected JSON'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new RemError('bad_request', 'body: expected JSON, found nothing'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new RemError('bad_request', 'content-length: wrong'),
  FST_ERR_MAX_PARAM_LENGTH: () => new RemError('not_found'),
  FST_ERR_BAD_URL: () => new RemError('bad_request', 'address: expected percent-encoded UTF-8'),
};

const WHERE = { body: 'body', querystring: 'query', params: 'address', headers: 'headers' } as const;

function placesOf(error: Parameters<typeof hasZodFastifySchemaValidationErrors>[0]): string {
  if (!hasZodFastifySchemaValidationErrors(error)) return '';
  const where = error.validationContext
    ? (WHERE[error.validationContext as keyof typeof WHERE] ?? 'request') // Fastify types it as any string
    : 'request';
  return error.validation
    .slice(0, 5)
    .map(({ instancePath, message }) => `${where}${instancePath.replaceAll('/', '.')}: ${message ?? 'wrong'}`)
    .join('; ');
}

const field = (error: unknown, name: 'code' | 'statusCode'): unknown =>
  typeof error === 'object' && error !== null && name in error
    ? (error as Record<string, unknown>)[name] // narrowed on the line above
    : undefined;

/** Whatever a hook or a handler threw, as a row of the catalogue. */
export function toRemError(error: unknown): RemError {
  if (error instanceof RemError || !(error instanceof Error)) return RemError.from(error);
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new RemError('bad_request', placesOf(error), { cause: error });
  }
  const known = BY_CODE[String(field(error, 'code'))];
  if (known) return known();
  const status = field(error, 'statusCode');
  if (status === 404) return new RemError('not_found');
  // The framework's other complaints about a request: its words may quote the request, so they are not repeated.
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new RemError('bad_request', undefined, { cause: error });
  }
  return RemError.from(error);
}

export function createErrorHandler(logger: Logger) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = toRemError(thrown);
    if (error.code === 'internal') {
      logger.error({ err: error.cause ?? error, method: request.method, route: request.routeOptions.url });
    } else if (error.definition.status >= 500) {
      logger.warn({ err: error, method: request.method, route: request.routeOptions.url });
    }
    return reply
      .code(error.definition.status)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(errorBody(error));
  };
}

/** Node's complaints about what is not HTTP, before there is a request. */
const BROKEN: Readonly<Record<string, RemError>> = {
  HPE_HEADER_OVERFLOW: new RemError('too_large'),
  ERR_HTTP_REQUEST_TIMEOUT: new RemError('too_slow'),
};

/** Answers what is no HTTP request and closes: such a connection cannot be understood any further. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const answer = BROKEN[error.code ?? ''] ?? new RemError('bad_request', 'not HTTP');
  const { status } = answer.definition;
  const body = JSON.stringify(errorBody(answer));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
