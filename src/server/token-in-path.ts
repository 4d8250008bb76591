import type { IncomingMessage } from 'node:http';

const TOKEN_IN_PATH = /^\/t\/([^/?#]{1,500})(?=\/)/;

/**
 * Takes the token out of `/t/TOKEN/get_reward`, for clients that can be given a URL and nothing else, and puts it where
 * `authorize` looks for it. What is left is the path that is routed, reported and logged: nothing after this sees the
 * token in a URL.
 * @returns the path without it
 */
export function tokenOutOfPath(request: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const url = request.url ?? '/';
  const found = TOKEN_IN_PATH.exec(url);
  if (!found) return url;
  request.headers.authorization = `Bearer ${decoded(found[1]!)}`;
  const rest = url.slice(found[0].length);
  request.url = rest;
  return rest;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
