import { type Deployment, deploy, type Shape } from './deployment.ts';
import { pythonOfClient } from './python.ts';
import { queryRows, soleRewards } from './queries.ts';
import { startTrainers, type Trainers, type TrainersOptions } from './trainers.ts';
import { judge, type Verdict } from './verdict.ts';

/** What every proof takes. */
export interface Proof extends Pick<TrainersOptions, 'clients' | 'seed'> {
  readonly shape: Shape;
  /** Hears a line for each thing that is done. */
  readonly tell: (line: string) => void;
}

interface Work extends Pick<TrainersOptions, 'pause' | 'duty'> {
  /** Queries, and the share of them that programs judge. */
  readonly rows?: number;
  readonly programs?: number;
}

/**
 * Has trainers work with a deployment, calls `meanwhile`, lets the trainers end their steps, and holds what they were told against
 * what one process alone gives.
 * @returns the verdict, and what `meanwhile` gives
 */
export async function prove<Seen>(
  { shape, clients, seed, tell }: Proof,
  { rows: count = 40, programs, ...pace }: Work,
  meanwhile: (deployment: Deployment, trainers: Trainers) => Promise<Seen>,
): Promise<{ readonly verdict: Verdict; readonly seen: Seen; readonly trainers: Trainers }> {
  const rows = queryRows(count, programs);
  tell('what one process alone gives');
  const sole = await soleRewards(rows);
  tell(`processes: ${JSON.stringify(shape)}`);
  const deployment = await deploy(shape);
  try {
    const { balancer, folder, directUrl } = deployment;
    const python = pythonOfClient();
    const trainers = startTrainers({ url: balancer.url, rows, folder, clients, seed, python, ...pace });
    const seen = await meanwhile(deployment, trainers);
    tell('the trainers end their steps');
    const ended = await trainers.stop();
    const verdict = await judge({ url: directUrl, rows, sole, trainers, unended: clients - ended });
    return { verdict, seen, trainers };
  } finally {
    await deployment.close();
  }
}
