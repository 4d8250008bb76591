import { makeBody, startServer, throughput } from '../serve.ts';

const SET = 'final-number';
const ROUNDS = 6;
const SECONDS = 3;

/** What the loop of evolution takes from the served throughput, measured side by side. */
interface LoopCost {
  /** Items per second without the loop and with it, one of each a round. */
  readonly without: readonly number[];
  readonly beside: readonly number[];
  /** Median over the rounds of the share that is lost; below 0 where the loop was faster by chance. */
  readonly share: number;
}

/**
 * Two servers stand side by side; one runs the loop with a trusted check of its own. They are loaded in turn, in an order that
 * changes with each round, so that what else the machine does meets both alike.
 */
export async function loopCost(): Promise<LoopCost> {
  const evolution = { enabled: true, everyMs: 200, auditsPerDay: 1e9, trusted: { '*': 'math-equivalence' } };
  const servers = [await startServer(), await startServer({ evolution })] as const;
  const found: [number[], number[]] = [[], []];
  try {
    for (let round = -1; round < ROUNDS; round += 1)
      for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const bodies = Array.from({ length: (SECONDS * 40_000) / 256 }, () => makeBody(SET));
        const rate = await throughput(servers[which].port, bodies, SECONDS);
        if (round >= 0) found[which].push(rate);
      }
  } finally {
    for (const server of servers) await server.stop();
  }
  const [without, beside] = found;
  const lost = without.map((rate, round) => 1 - beside[round]! / rate).sort((left, right) => left - right);
  return { without, beside, share: (lost[ROUNDS / 2 - 1]! + lost[ROUNDS / 2]!) / 2 };
}
