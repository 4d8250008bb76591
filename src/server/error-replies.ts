import type { FastifyReply } from 'fastify';
import { type ErrorBody, RlarError } from '../spec/errors.ts';

/** Answers with an error of the table and its remedy. */
export function sendError(error: RlarError, reply: FastifyReply): FastifyReply {
  if (error.code === 'RLAR_OVERLOADED' || error.code === 'RLAR_SHUTTING_DOWN')
    reply.header('Retry-After', '1');
  return reply.status(error.status).send({ error: withRemedy(error) });
}

export function withRemedy(error: RlarError): ErrorBody & { remedy: string } {
  const body = error.toBody();
  return { ...body, message: withoutPaths(body), remedy: error.remedy };
}

/** Boundaries with error messages that may name files of this machine. */
const INSIDE: ReadonlySet<ErrorBody['boundary']> = new Set([
  'config',
  'library',
  'store',
  'server',
  'sandbox',
  'model',
  'tool',
]);

/** @returns the message for a client: each absolute path in it is cut to its last part */
export function withoutPaths({ boundary, message }: Pick<ErrorBody, 'boundary' | 'message'>): string {
  return INSIDE.has(boundary)
    ? message.replace(/(?<![\w.:/])\/(?:[^\s/'"`:,;()]+\/)+([^\s/'"`:,;()]*)/g, '$1')
    : message;
}

/** @returns the row of the error table for an error of fastify, or for a body so deep that the stack ran out; else null */
export function fromFastify(thrown: unknown): RlarError | null {
  if (thrown instanceof RangeError && thrown.message === 'Maximum call stack size exceeded')
    return new RlarError('RLAR_INVALID_REQUEST', 'the body is nested too deeply');
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR')
    return new RlarError('RLAR_INVALID_REQUEST', 'the connection ended before the body did');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new RlarError('RLAR_INVALID_REQUEST', 'send the body as Content-Type: application/json');
  if (code === 'FST_ERR_BAD_URL') return new RlarError('RLAR_INVALID_REQUEST', 'the path is no valid URL');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new RlarError('RLAR_BODY_TOO_LARGE', 'the body is too large');
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return new RlarError('RLAR_INVALID_REQUEST', 'Content-Length does not fit the body');
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : 0;
  if (status === 403 || status === 404) return new RlarError('RLAR_NOT_FOUND', 'there is no such page');
  return null;
}

/** @returns why a body is not JSON, with the field where it is a bare NaN or Infinity */
export function notJson(body: string, thrown: unknown): string {
  if (body.trim() === '') return 'the body is empty: expected JSON';
  const bare = /(?:"([^"]{1,60})"\s*:\s*\[?|[[,]\s*)-?(NaN|Infinity)\b/.exec(body.slice(0, 1_000_000));
  if (bare) {
    const where = bare[1] === undefined ? '' : `${bare[1]}: `;
    return `the body is not JSON: ${where}${bare[2]} is no JSON value (Python: json.dumps(…, allow_nan=False))`;
  }
  return `the body is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}
