import { makeBody, startServer, throughput } from '../../bench/serve.ts';
import { deploy } from './deployment.ts';
import { cpuSecondsOf, cpuSecondsOfTree } from './processes.ts';

interface Throughput {
  /** `sqlite`: one process over a file. */
  readonly store: 'sqlite' | 'postgres';
  readonly replicas: number;
  readonly rewardsPerSecond: number;
  /** Microseconds of processor time for one reward: those of rlar, and those of PostgreSQL. */
  readonly rlarMicroseconds: number;
  readonly postgresMicroseconds: number;
}

const SET = 'choice';
/** Batches before the measured ones, so that everything is loaded and open. */
const WARM = 12;
const BATCH = 256;

/** Cheap rewards in groups of 8, ledger on, over one SQLite process and over so many replicas of a PostgreSQL. */
export async function throughputProof(
  counts: readonly number[],
  { seconds, tell }: { readonly seconds: number; readonly tell: (line: string) => void },
): Promise<Throughput[]> {
  const measured: Throughput[] = [];
  tell('one process over SQLite');
  const { port, pid, stop } = await startServer();
  try {
    const made = await measure(port, seconds, () => [cpuSecondsOf(pid), 0]);
    measured.push({ store: 'sqlite', replicas: 1, ...made });
  } finally {
    await stop();
  }
  for (const replicas of counts) {
    tell(`${replicas} replicas over PostgreSQL`);
    const deployment = await deploy({ replicas, sandboxes: 0, agents: 0 });
    try {
      const { balancer, processes, postgres } = deployment;
      const used = () => [
        processes.reduce((sum, process) => sum + process.usage().cpuSeconds, 0),
        cpuSecondsOfTree(postgres.pid),
      ];
      const made = await measure(Number(new URL(balancer.url).port), seconds, used);
      measured.push({ store: 'postgres', replicas, ...made });
    } finally {
      await deployment.close();
    }
  }
  return measured;
}

/** @param used gives the seconds of processor time of rlar and of PostgreSQL so far */
async function measure(port: number, seconds: number, used: () => number[]) {
  const bodies = (count: number) => Array.from({ length: count }, () => makeBody(SET));
  await throughput(port, bodies(WARM), 60);
  const offered = bodies(Math.ceil((seconds * 25_000) / BATCH));
  const { length } = offered;
  const [rlarBefore = 0, postgresBefore = 0] = used();
  const rewardsPerSecond = await throughput(port, offered, seconds);
  const [rlarAfter = 0, postgresAfter = 0] = used();
  const rewards = (length - offered.length) * BATCH;
  const each = (from: number, to: number) => Math.round(((to - from) / rewards) * 1e6 * 10) / 10;
  return {
    rewardsPerSecond: Math.round(rewardsPerSecond),
    rlarMicroseconds: each(rlarBefore, rlarAfter),
    postgresMicroseconds: each(postgresBefore, postgresAfter),
  };
}
