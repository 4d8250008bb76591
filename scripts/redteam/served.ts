/** A server to attack, in a process of its own. Asked over its channel, it says how late its event loop was and what it holds. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '../../src/server/serve.ts';
import { createRewardService } from '../../src/service.ts';

/** What the served process says of itself since it was asked before. */
export interface ServedHealth {
  /** Milliseconds that the event loop was late: at most, and of 99 in 100 looks. */
  readonly maxDelayMs: number;
  readonly p99DelayMs: number;
  /** Bytes of the process in memory. */
  readonly rss: number;
}

const RESOLUTION_MS = 10;

if (process.send) {
  const home = process.argv[2]!;
  const app = await serve({ host: '127.0.0.1', port: 0 }, () => createRewardService({ home }));
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('message', () => {
    const health: ServedHealth = {
      maxDelayMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
      p99DelayMs: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      rss: process.memoryUsage().rss,
    };
    delay.reset();
    process.send!(health);
  });
  const address = app.server.address();
  process.send({ port: typeof address === 'object' && address ? address.port : 0 });
}
