/** A server to attack, in a process of its own. Asked over its channel, it says how late its event loop was and what it holds. */
import { createHistogram } from 'node:perf_hooks';
import { readThread } from '../../src/sandbox/program/thread-times.ts';
import { serve } from '../../src/server/serve.ts';
import { createRewardService } from '../../src/service.ts';

/** What the served process says of itself since it was asked before. */
export interface ServedHealth {
  /** Milliseconds that the event loop was late: at most, and of 99 in 100 looks. */
  readonly maxDelayMs: number;
  readonly p99DelayMs: number;
  /** The same without the waits of its thread for a processor, which are the machine's. */
  readonly ownMaxDelayMs: number;
  readonly ownP99DelayMs: number;
  /** Bytes of the process in memory. */
  readonly rss: number;
}

const RESOLUTION_MS = 10;

const inMicroseconds = (ms: number): number => Math.max(1, Math.round(ms * 1e3));

if (process.send) {
  const home = process.argv[2]!;
  const app = await serve({ host: '127.0.0.1', port: 0 }, () => createRewardService({ home }));
  const delay = createHistogram();
  const own = createHistogram();
  const look = () => ({ at: performance.now(), waited: readThread('self', process.pid)?.waitedMs ?? 0 });
  let before = look();
  setInterval(() => {
    const now = look();
    const late = now.at - before.at - RESOLUTION_MS;
    delay.record(inMicroseconds(late));
    own.record(inMicroseconds(late - (now.waited - before.waited)));
    before = now;
  }, RESOLUTION_MS);
  process.on('message', () => {
    const health: ServedHealth = {
      maxDelayMs: delay.max / 1e3,
      p99DelayMs: delay.percentile(99) / 1e3,
      ownMaxDelayMs: own.max / 1e3,
      ownP99DelayMs: own.percentile(99) / 1e3,
      rss: process.memoryUsage().rss,
    };
    delay.reset();
    own.reset();
    process.send!(health);
  });
  const address = app.server.address();
  process.send({ port: typeof address === 'object' && address ? address.port : 0 });
}
