import { type Proof, prove } from './prove.ts';
import { makeTrouble, type Troubles } from './trouble.ts';
import { isClean, type Verdict } from './verdict.ts';

interface KillsProof extends Proof, Troubles {
  readonly rows?: number;
}

/** Trainers work while processes, the database and the way to it die and come back. @returns what is left of it */
export async function killsProof(options: KillsProof): Promise<{ verdict: Verdict; clean: boolean }> {
  const { rows } = options;
  const { verdict } = await prove(options, { pause: 0.2, ...(rows && { rows }) }, (deployment) =>
    makeTrouble(deployment, options),
  );
  return { verdict, clean: isClean(verdict) };
}
