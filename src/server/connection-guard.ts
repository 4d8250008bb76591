import { readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds in which the head of a request must have arrived, and in which all of it must. */
const HEADERS_MS = 30_000;
const REQUEST_MS = 120_000;
/** File descriptors reserved for the ledger, the sandboxes and the rest of the process. */
const OTHERS = 256;
const MOST = 16_384;
/** Milliseconds without a byte after which a connection counts as silent. */
const QUIET_MS = 5_000;
/** Most unanswered requests of one connection. Clients send the next one when they have the answer. */
const UNANSWERED = 16;
/** Milliseconds in which a client must read some of its reply. */
const UNREAD_MS = 30_000;
/** Most bytes of all replies that clients have not read. */
const UNREAD_BYTES = 128 * 1024 * 1024;

/**
 * Protects connections from each other. A request that does not arrive in time is dropped, and so is a connection that sends
 * many requests without waiting for answers, or does not read its reply. If no descriptor is left for a new connection, the
 * connection that has been silent for longest is closed. A connection whose request is being answered is never dropped.
 * @param most most simultaneous connections
 * @returns a function that says whether a request may be answered. It is to be called once for each request
 */
export function guardConnections(
  server: Server,
  most = mostConnections(),
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const unanswered = new WeakMap<Socket, number>();
  const unread = new UnreadReplies();
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  const heard = new Map<Socket, number>();
  const answering = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    heard.set(socket, performance.now());
    socket.prependListener('data', () => heard.set(socket, performance.now()));
    socket.once('close', () => {
      heard.delete(socket);
      answering.delete(socket);
    });
    if (heard.size > most) dropSilent(heard, answering);
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    request.once('end', () => answering.set(socket, (answering.get(socket) ?? 0) + 1));
    response.once('close', () => {
      if (!request.complete) return;
      const left = (answering.get(socket) ?? 1) - 1;
      if (left > 0) answering.set(socket, left);
      else answering.delete(socket);
    });
  });
  return ({ socket }, response) => {
    const open = (unanswered.get(socket) ?? 0) + 1;
    if (socket.destroyed || open > UNANSWERED) {
      socket.destroy();
      return false;
    }
    unanswered.set(socket, open);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    response.once('prefinish', () => unread.add(socket, response));
    return true;
  };
}

/** Replies that were written and that the system could not send on yet, because their clients do not read them. */
class UnreadReplies {
  /** In the order in which they were written. */
  readonly #sockets = new Set<Socket>();

  add(socket: Socket, response: ServerResponse): void {
    if (socket.writableLength === 0) return;
    // Counts from the last byte that was sent on.
    socket.setTimeout(UNREAD_MS);
    this.#sockets.add(socket);
    response.once('close', () => this.#sockets.delete(socket));
    let bytes = 0;
    for (const { writableLength } of this.#sockets) bytes += writableLength;
    for (const oldest of this.#sockets) {
      if (bytes <= UNREAD_BYTES) return;
      bytes -= oldest.writableLength;
      oldest.destroy();
    }
  }
}

/**
 * Closes the connection that was silent for longest, among those that wait for bytes. If all of them sent bytes just now,
 * it closes the newest.
 */
function dropSilent(heard: ReadonlyMap<Socket, number>, answering: ReadonlyMap<Socket, number>): void {
  let longest: Socket | null = null;
  let since = performance.now() - QUIET_MS;
  let newest: Socket | null = null;
  for (const [socket, at] of heard) {
    newest = socket;
    if (answering.has(socket) || at > since) continue;
    longest = socket;
    since = at;
  }
  (longest ?? newest)?.destroy();
}

/** @returns the number of connections for which the process has descriptors */
function mostConnections(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
    return Number.isSafeInteger(soft) ? Math.max(64, Math.min(MOST, soft - OTHERS)) : MOST;
  } catch {
    return MOST;
  }
}
