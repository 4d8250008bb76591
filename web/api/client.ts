import { type Parameters, serverPath } from '../routes.ts';
import { fromCopy, isCopy } from './copy.ts';
import { currentToken, refused } from './token.ts';

/** An error of the server, with what to do about it. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly remedy: string | null;

  constructor(status: number, code: string, message: string, remedy: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.remedy = remedy;
  }
}

interface Asked {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads JSON from the server. The type is the caller's word: `types.ts` names what each route answers.
 * @param path without the slash in front, such as `v1/runs`
 * @throws ApiError
 */
export async function get<Answer>(
  path: string,
  parameters: Parameters = {},
  { signal }: Asked = {},
): Promise<Answer> {
  const response = await ask(withParameters(path, parameters), { signal: signal ?? null });
  return (await response.json()) as Answer;
}

/**
 * Sends JSON to the server. The request carries a header that a page of another origin cannot send.
 * @throws ApiError
 */
export async function post<Answer>(path: string, body: unknown, { signal }: Asked = {}): Promise<Answer> {
  const response = await ask(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    signal: signal ?? null,
  });
  return (await response.json()) as Answer;
}

/** @returns the answer, whose body is not read yet. @throws ApiError */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  if (isCopy) {
    const held = init.method === 'POST' ? null : await fromCopy(path, init.signal ?? null);
    if (held) return held;
    throw new ApiError(
      404,
      'copy',
      'this copy of the dashboard does not hold that',
      '`rlar view` over the ledger itself shows everything.',
    );
  }
  const headers = new Headers(init.headers);
  headers.set('x-rlar-page', '1');
  const token = currentToken();
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(serverPath(path), { ...init, headers, cache: 'no-store', credentials: 'omit' });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ApiError(
      0,
      'unreachable',
      'the server does not answer',
      'Look whether `rlar serve` still runs, then try again.',
    );
  }
  if (response.ok) return response;
  if (response.status === 401) refused(token);
  throw await errorOf(response);
}

function withParameters(path: string, parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function errorOf(response: Response): Promise<ApiError> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => null);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const field = (name: string): string | null => {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;
    return typeof value === 'string' ? value : null;
  };
  return new ApiError(
    status,
    field('code') ?? `HTTP ${status}`,
    field('message') ?? 'the server gave no reason',
    field('remedy'),
  );
}
