import { deploy, type Shape } from './deployment.ts';
import { pythonOfClient } from './python.ts';
import { queryRows, soleRewards } from './queries.ts';
import { startTrainers } from './trainers.ts';
import { isClean, judge, type Verdict } from './verdict.ts';

interface RollingProof {
  readonly shape: Shape;
  readonly clients: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

/** Restarts every process one after the other, as a deployment of a new version does. No request may fail on the way. */
export async function rollingProof({ shape, clients, seed, tell }: RollingProof): Promise<{
  verdict: Verdict & { readonly restarted: number; readonly badExits: number };
  clean: boolean;
}> {
  const rows = queryRows(40);
  const sole = await soleRewards(rows);
  tell(`processes: ${JSON.stringify(shape)}`);
  const deployment = await deploy(shape);
  try {
    const { balancer, folder, directUrl, processes } = deployment;
    const trainers = startTrainers({
      url: balancer.url,
      rows,
      folder,
      clients,
      seed,
      python: pythonOfClient(),
      pause: 0.1,
    });
    while (trainers.steps < clients) await new Promise((resolve) => setTimeout(resolve, 50));
    let badExits = 0;
    for (const process of processes) {
      tell(`restart: ${process.role} ${process.port}`);
      if ((await process.restart()) !== 0) badExits += 1;
      await process.ready();
    }
    const ended = await trainers.stop();
    const verdict = await judge({ url: directUrl, rows, sole, trainers, unended: clients - ended });
    const clean = isClean(verdict) && verdict.retries + verdict.failed + badExits === 0;
    return { verdict: { ...verdict, restarted: processes.length, badExits }, clean };
  } finally {
    await deployment.close();
  }
}
