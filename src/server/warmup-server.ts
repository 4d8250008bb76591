import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { guardConnections } from './connection-guard.ts';

/** Most requests held at once. Their bodies wait in the sockets. */
const MOST = 4096;
/** Milliseconds for which a request is held: less than the shortest timeout of a trainer (slime: 120 s). */
const HOLD_MS = 110_000;
/** The value of fastify: longer than clients keep an idle connection. */
const KEEP_ALIVE_MS = 72_000;

interface Held {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly timer: NodeJS.Timeout;
}

/**
 * A server that listens before the service is ready, and holds requests until then. Trainers give up on a refused
 * connection within seconds (OpenRLHF: five), but wait minutes for an answer. Only the health checks are answered at once.
 */
export class WarmupServer {
  readonly server: Server;
  readonly #held = new Set<Held>();
  readonly #mayBeAnswered: ReturnType<typeof guardConnections>;
  #handler: RequestListener | null = null;

  constructor() {
    this.server = createServer((request, response) => this.#take(request, response));
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    this.#mayBeAnswered = guardConnections(this.server);
  }

  get held(): number {
    return this.#held.size;
  }

  /** @throws the error of the socket, for an address that is in use or does not belong to this machine */
  async listen(host: string, port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.server.once('error', reject);
    this.server.listen({ host, port }, resolve);
    await promise;
    this.server.off('error', reject);
  }

  /** Passes all held requests and all later ones to `handler`. */
  open(handler: RequestListener): void {
    this.#handler = handler;
    for (const { request, response, timer } of this.#held) {
      clearTimeout(timer);
      if (!response.destroyed) handler(request, response);
    }
    this.#held.clear();
  }

  /** Stops listening, and resolves when the requests in work are answered. Held requests are refused. */
  async close(): Promise<void> {
    for (const { response, timer } of this.#held) {
      clearTimeout(timer);
      refuse(response, 'RLAR_SHUTTING_DOWN', 'the server could not start');
    }
    this.#held.clear();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.server.close(() => resolve());
    const idle = setInterval(() => this.server.closeIdleConnections(), 50);
    this.server.closeIdleConnections();
    await promise;
    clearInterval(idle);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#mayBeAnswered(request, response)) return;
    if (this.#handler) this.#handler(request, response);
    else if (request.url === '/healthz') answer(response, 200, { status: 'ok' });
    else if (request.url === '/readyz') answer(response, 503, { status: 'starting' });
    else if (this.#held.size >= MOST)
      refuse(response, 'RLAR_OVERLOADED', `${MOST} requests wait for the server to start`);
    else {
      const held: Held = {
        request,
        response,
        timer: setTimeout(() => {
          this.#held.delete(held);
          refuse(response, 'RLAR_OVERLOADED', 'the server takes longer to start than a request may wait');
        }, HOLD_MS),
      };
      this.#held.add(held);
      response.once('close', () => {
        clearTimeout(held.timer);
        this.#held.delete(held);
      });
    }
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function refuse(
  response: ServerResponse,
  code: 'RLAR_OVERLOADED' | 'RLAR_SHUTTING_DOWN',
  message: string,
): void {
  response.setHeader('retry-after', '1');
  answer(response, 503, { error: { code, boundary: 'server', retryable: true, message } });
}
