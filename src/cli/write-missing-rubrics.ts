import type { SampleGroup } from '../agents/acquisitions/request-for.ts';
import { judgeIdFor, writeJudge } from '../agents/rubric-writer/write-judge.ts';
import { LEAST_PAIRS } from '../agents/rubric-writer/write-rubric.ts';
import { pairsOf } from '../agents/web-agent/pairs-of.ts';
import type { Config } from '../config.ts';
import { RlarError } from '../spec/errors.ts';
import type { EvidenceReport } from '../spec/evidence.ts';
import { type AgentsTally, withTrials, withWork } from './agents-tally.ts';
import { judgeModelOf } from './judge-page.ts';
import { RefusedRubrics } from './refused-rubrics.ts';
import { requireHome } from './require-home.ts';

/** A kind for which the policy agent wants a rubric, with samples of the file. */
interface Wanted {
  readonly kind: string;
  readonly samples: readonly SampleGroup[];
}

const ROUNDS = 3;

/** Whether the labels of the samples are enough to write a rubric and to test it. */
export function canWriteRubric({ samples }: Pick<Wanted, 'samples'>): boolean {
  return pairsOf(samples).length >= LEAST_PAIRS;
}

/**
 * Has a rubric written for each kind, out of the labelled responses of its samples, and keeps the judges that recover the
 * labels which stayed sealed. Where the model fails, the kind stays as it is, and that is said.
 */
export async function writeMissingRubrics(
  config: Config,
  wanted: readonly Wanted[],
  before: AgentsTally,
): Promise<AgentsTally> {
  let tally = before;
  for (const { kind, samples } of wanted)
    try {
      const [home, model, pairs] = [requireHome(config), judgeModelOf(config), pairsOf(samples)];
      const refused = new RefusedRubrics(home);
      if (await refused.has(kind, pairs, model)) {
        process.stderr.write(`no rubric for ${kind}: one out of the same labels was refused before\n`);
        continue;
      }
      const order = { id: judgeIdFor(kind), kind, pairs, rounds: ROUNDS };
      const written = await writeJudge({ home }, order, model, config.llm.secondModel ?? null);
      tally = withTrials(
        withWork(tally, 'rubric', { worked: 1, kept: 0, usage: written.usage }),
        written.trials,
      );
      const { declaration, evidence, usage } = await written.admit();
      if (!evidence.admitted) await refused.add(kind, pairs, model);
      tally = withTrials(tally, usage);
      tally = withWork(tally, 'rubric', { worked: 0, kept: Number(evidence.admitted), usage: null });
      process.stderr.write(`a rubric for ${kind} was written: ${declaration.id} is ${became(evidence)}\n`);
    } catch (thrown) {
      if (!(thrown instanceof RlarError)) throw thrown;
      process.stderr.write(`no rubric for ${kind}: ${thrown.message}\n`);
    }
  return tally;
}

/** What became of the judge, with the reason where it may not be used as others are. */
function became({ admitted, provisional, gates }: EvidenceReport): string {
  const reasonOf = (outcome: string) => {
    const gate = gates.find((one) => one.outcome === outcome);
    return `${gate?.gate} ${gate?.reason ?? gate?.name}`;
  };
  if (!admitted) return `refused: ${reasonOf('failed')}`;
  return provisional ? `a provisional judge: ${reasonOf('not-applicable')}` : 'an admitted judge';
}
