import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds in which the head of a request must have arrived, and in which all of it must. */
const HEADERS_MS = 30_000;
const REQUEST_MS = 120_000;
/** Descriptors that are left to the ledger, the sandboxes and the rest of the process. */
const OTHERS = 256;
const MOST = 16_384;
/** Bytes that one request sends at least in this time, or its connection may be given to another. */
const QUIET_MS = 5_000;

/**
 * Bounds what connections can take from each other: a request that does not arrive in time is dropped, and where no
 * descriptor is left for a new connection, the one that has been silent for longest goes. A connection whose request is
 * being answered is never dropped.
 * @param most connections at once
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

/** Ends the connection that was silent for longest, of those that wait for bytes; the newest where all were heard just now. */
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

/** @returns connections for which the process has descriptors */
function mostConnections(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1]);
    return Number.isSafeInteger(soft) ? Math.max(64, Math.min(MOST, soft - OTHERS)) : MOST;
  } catch {
    return MOST;
  }
}
