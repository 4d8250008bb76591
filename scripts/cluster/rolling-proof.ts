import { type Proof, prove } from './prove.ts';
import { isClean, type Verdict } from './verdict.ts';

interface Restarts {
  readonly restarted: number;
  readonly badExits: number;
}

/** Restarts every process one after the other, as a deployment of a new version does. No request may fail on the way. */
export async function rollingProof(options: Proof): Promise<{ verdict: Verdict & Restarts; clean: boolean }> {
  const { clients, tell } = options;
  const { verdict, seen } = await prove(options, { pause: 0.1 }, async ({ processes }, trainers) => {
    while (trainers.steps < clients) await new Promise((resolve) => setTimeout(resolve, 50));
    let badExits = 0;
    for (const process of processes) {
      tell(`restart: ${process.role} ${process.port}`);
      if ((await process.restart()) !== 0) badExits += 1;
      await process.ready();
    }
    return { restarted: processes.length, badExits };
  });
  const clean = isClean(verdict) && verdict.retries + verdict.failed + seen.badExits === 0;
  return { verdict: { ...verdict, ...seen }, clean };
}
