import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PrivatePostgres, privatePostgres } from '../../src/testing/private-postgres.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { freePorts, type RlarProcess, startProcess, untilReady } from './processes.ts';
import { openWay, type Way } from './way.ts';

export interface Shape {
  readonly replicas: number;
  readonly sandboxes: number;
  readonly agents: number;
}

/** Processes of rlar behind a load balancer, over one PostgreSQL, on this machine. */
export interface Deployment {
  readonly folder: string;
  readonly postgres: PrivatePostgres;
  /** The database by the way that the processes take. */
  readonly databaseUrl: string;
  /** The database by a way that is never cut. */
  readonly directUrl: string;
  readonly way: Way;
  readonly balancer: Balancer;
  readonly processes: readonly RlarProcess[];
  close(): Promise<void>;
}

/** @returns once every process says that it is ready */
export async function deploy({ replicas, sandboxes, agents }: Shape): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-cluster-'));
  const postgres = await privatePostgres();
  const directUrl = await postgres.database();
  const way = await openWay(Number(new URL(directUrl).port));
  const databaseUrl = directUrl.replace(`:${new URL(directUrl).port}/`, `:${way.port}/`);
  writeFileSync(join(folder, 'rlar.yaml'), 'evolution:\n  enabled: true\n');
  const roles = [
    ...Array.from({ length: replicas }, () => 'serve' as const),
    ...Array.from({ length: sandboxes }, () => 'sandbox' as const),
    ...Array.from({ length: agents }, () => 'agents' as const),
  ];
  const [front = 0, ...ports] = await freePorts(roles.length + 1);
  const processes = roles.map((role, at) =>
    startProcess(role, ports[at]!, folder, {
      RLAR_DATABASE_URL: databaseUrl,
      // As on machines of their own.
      RLAR_HOME: join(folder, `home-${at}`),
    }),
  );
  const balancer = await startBalancer(folder, front, ports.slice(0, replicas));
  const deployment: Deployment = {
    folder,
    postgres,
    databaseUrl,
    directUrl,
    way,
    balancer,
    processes,
    async close() {
      await Promise.all(processes.map((process) => process.end()));
      await balancer.close();
      await way.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all(processes.map((process) => process.ready()));
    await untilReady('the balancer', front);
    return deployment;
  } catch (thrown) {
    await deployment.close();
    throw thrown;
  }
}
