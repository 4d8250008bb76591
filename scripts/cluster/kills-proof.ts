import { deploy, type Shape } from './deployment.ts';
import { pythonOfClient } from './python.ts';
import { queryRows, soleRewards } from './queries.ts';
import { startTrainers } from './trainers.ts';
import { makeTrouble, type Troubles } from './trouble.ts';
import { isClean, judge, type Verdict } from './verdict.ts';

interface KillsProof extends Troubles {
  readonly clients: number;
  readonly shape: Shape;
  readonly rows?: number;
}

/** Trainers work while processes, the database and the way to it die and come back. @returns what is left of it */
export async function killsProof(options: KillsProof): Promise<{ verdict: Verdict; clean: boolean }> {
  const { clients, seed, tell, shape, rows: count = 40 } = options;
  const rows = queryRows(count);
  tell('what one process alone gives');
  const sole = await soleRewards(rows);
  tell(`processes: ${JSON.stringify(shape)}`);
  const deployment = await deploy(shape);
  try {
    const { balancer, folder, directUrl } = deployment;
    const trainers = startTrainers({
      url: balancer.url,
      rows,
      folder,
      clients,
      seed,
      python: pythonOfClient(),
      pause: 0.2,
    });
    await makeTrouble(deployment, options);
    tell('the trainers end their steps');
    const ended = await trainers.stop();
    const verdict = await judge({ url: directUrl, rows, sole, trainers, unended: clients - ended });
    return { verdict, clean: isClean(verdict) };
  } finally {
    await deployment.close();
  }
}
