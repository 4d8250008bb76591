import type { FastifyReply } from 'fastify';

/** Milliseconds between two signs of life. */
const ALIVE_MS = 15_000;

interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: number;
}

interface StreamOptions {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Aborts when the server ends. */
  readonly signal: AbortSignal;
  /** Called at once and at each look. What it throws ends the stream. */
  readonly look: (send: (event: ServerEvent) => void) => void | Promise<void>;
  /** Called once, when the stream has ended. */
  readonly onEnd: () => void;
}

/** Answers with server-sent events until the reader goes away, or the server ends. */
export function streamEvents(reply: FastifyReply, { everyMs, signal, look, onEnd }: StreamOptions): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  const send = (event: ServerEvent): void => void raw.write(lineOf(event));
  let looking = false;
  const tell = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      await look(send);
    } catch {
      raw.end();
    } finally {
      looking = false;
    }
  };
  const timers = [
    setInterval(() => void tell(), everyMs),
    setInterval(() => raw.write(': alive\n\n'), ALIVE_MS),
  ];
  const end = (): void => {
    for (const timer of timers) clearInterval(timer);
    raw.end();
  };
  signal.addEventListener('abort', end, { once: true });
  raw.on('close', () => {
    signal.removeEventListener('abort', end);
    end();
    onEnd();
  });
  raw.write(': events\n\n');
  void tell();
}

/** JSON has no line breaks of its own, so that one event is one line. */
function lineOf({ id, event, data }: ServerEvent): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
