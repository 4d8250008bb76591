import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds in which the head of a request must have arrived, and in which all of it must. */
const HEADERS_MS = 30_000;
const REQUEST_MS = 120_000;
/** File descriptors reserved for the ledger, the sandboxes and the rest of the process. */
const OTHERS = 256;
const MOST = 16_384;
/** Milliseconds without a byte after which a connection counts as silent. */
const QUIET_MS = 5_000;

/**
 * Protects connections from each other. A request that does not arrive in time is dropped. If no descriptor is left for a
 * new connection, the connection that has been silent for longest is closed. A connection whose request is being answered
 * is never dropped.
 * @param most most simultaneous connections
 */
export function guardConnections(server: Server, most = mostConnections()): void {
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
