import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on the loopback address that answers each request with JSON from a function of yours. */
export interface JsonServer {
  readonly url: string;
  /** Paths and bodies of all requests with a body so far. */
  readonly requests: readonly { readonly path: string; readonly body: unknown }[];
  close(): Promise<void>;
}

/** @param answer of a path and a body (null for GET); undefined is 404 */
export async function jsonServer(answer: (path: string, body: unknown) => unknown): Promise<JsonServer> {
  const requests: { path: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : null;
    if (body !== null) requests.push({ path, body });
    const said = answer(path, body);
    response.writeHead(said === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said ?? { detail: 'Not Found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
