/**
 * Runs a whole deployment on this machine, three replicas, two processes that run programs and one for the agents, behind haproxy
 * over a PostgreSQL of its own, has trainers work with it through the Python client, and does to it what happens to
 * deployments: `npm run cluster`. Prints a verdict as JSON; exit status 1 where anything was lost, doubled, invented or left
 * without its end. docs/cluster.md.
 *
 *   --kills 100         processes killed, PostgreSQL killed twice, the way to it cut twice for 20 s (12 kills by default)
 *   --shape 3,2,1       processes that answer trainers, that run programs, and for the agents
 *   --rolling           all replicas restarted one after the other instead, without one failed request
 *   --soak 30m          half load instead, with memory, descriptors and latency at the end
 *   --replicas 1,2,3    throughput and processor time by replicas instead, against one process over SQLite
 */
import { parseArgs } from 'node:util';
import { noPostgres } from '../src/testing/private-postgres.ts';
import { noBalancer } from './cluster/balancer.ts';
import { killsProof } from './cluster/kills-proof.ts';
import { rollingProof } from './cluster/rolling-proof.ts';
import { soakProof } from './cluster/soak-proof.ts';
import { throughputProof } from './cluster/throughput-proof.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '12' },
    every: { type: 'string', default: '4' },
    cut: { type: 'string', default: '20' },
    clients: { type: 'string', default: '6' },
    shape: { type: 'string', default: '3,2,1' },
    seed: { type: 'string', default: '1' },
    rolling: { type: 'boolean', default: false },
    soak: { type: 'string' },
    replicas: { type: 'string' },
    seconds: { type: 'string', default: '10' },
  },
});
const missing = noPostgres() ?? noBalancer();
if (missing) {
  console.error(missing);
  process.exit(2);
}
const tell = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const [replicas = 3, sandboxes = 2, agents = 1] = values.shape.split(',').map(Number);
const common = {
  shape: { replicas, sandboxes, agents },
  clients: Number(values.clients),
  seed: Number(values.seed),
  tell,
};
if (values.replicas !== undefined) {
  const counts = values.replicas.split(',').map(Number);
  const measured = await throughputProof(counts, { seconds: Number(values.seconds), tell });
  for (const row of measured) console.log(JSON.stringify(row));
} else {
  const { verdict, clean } = await (values.rolling
    ? rollingProof(common)
    : values.soak === undefined
      ? killsProof({
          ...common,
          kills: Number(values.kills),
          everyMs: 1000 * Number(values.every),
          cutMs: 1000 * Number(values.cut),
        })
      : soakProof({ ...common, minutes: minutesOf(values.soak) }));
  console.log(JSON.stringify(verdict, null, 2));
  console.log(clean ? 'clean' : 'NOT CLEAN');
  process.exitCode = clean ? 0 : 1;
}

/** @param text such as `30m`, `90s` or `2h` */
function minutesOf(text: string): number {
  const [, number = '', unit = 'm'] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? [];
  if (number === '') throw new Error(`--soak takes a time such as 30m, not ${text}`);
  return Number(number) * { s: 1 / 60, m: 1, h: 60 }[unit === '' ? 'm' : (unit as 's' | 'm' | 'h')];
}
