import type { IncomingHttpHeaders } from 'node:http';
import type { HubModel } from './hub-model.ts';

/** What the test hub answers. */
export interface HubAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One request to the test hub. */
export interface HubRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

/** What an answer is made from. */
export interface HubState {
  readonly models: readonly HubModel[];
  readonly trusted: boolean;
  readonly page: number;
}

export function hubFailure(status: number, code: string, message: string): HubAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-error-code': code, 'x-error-message': message },
    body: JSON.stringify({ error: message }),
  };
}

export function jsonAnswer(value: unknown, headers: Readonly<Record<string, string>> = {}): HubAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}
