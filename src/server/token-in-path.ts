import type { IncomingMessage } from 'node:http';

const TOKEN_IN_PATH = /^\/t\/([^/?#]{1,500})(?=\/)/;

/**
 * Takes the token out of `/t/TOKEN/get_reward`, for clients that can only be given a URL, and puts it into the header that
 * `authorize` reads. The remaining path is routed, reported and logged, so no later code sees the token in a URL.
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
