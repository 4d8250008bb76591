import type { ScorerInput } from '../../models/reward-models/scorer-input.ts';
import { failed, type Probe, passed } from './probe.ts';
import type { ProbeBench } from './probe-bench.ts';

/** An activation left on: raw logits were asked for, and shares come. */
export const activation: Probe = {
  name: 'activation',
  gate: 'G1',
  async run(bench) {
    const { spec } = bench;
    const judged = await bench.judged();
    const all = judged.flatMap(({ score, worse }) => [score, ...worse.map((one) => one.score)]);
    if (new Set(all).size === 1)
      return failed(all.length, `all ${all.length} scores are ${all[0]}: no raw scores of a reward model`);
    if (spec.activation !== 'none' || !bench.byInput) return passed(all.length);
    const inputs = judged.slice(0, 2).map(({ prompt, good }) => bench.input(prompt, good));
    if (await ignoresSwitch(bench, inputs))
      return failed(
        all.length,
        'the numbers are the same with an activation and without one, and lie from 0 to 1',
      );
    if (spec.range === null && all.every((score) => score * spec.sign >= 0 && score * spec.sign <= 1))
      return failed(
        all.length,
        'all scores lie from 0 to 1, where raw logits were asked for: an activation is on (a model that gives shares has a range of 0 to 1 in its adapter)',
      );
    return passed(all.length);
  },
};

/** Asks servers that have a switch in both its places. */
async function ignoresSwitch(bench: ProbeBench, inputs: readonly ScorerInput[]): Promise<boolean> {
  const { client, signal, spec } = bench;
  if (!client.activates || spec.range !== null) return false;
  for (const input of inputs) {
    const [raw, full] = await Promise.all([
      client.look([input], signal, { activation: 'none' }),
      client.look([input], signal, { activation: 'sigmoid' }).catch(() => null),
    ]);
    if (full === null) return false;
    const same = raw.numbers[0]!.every((value, at) => value === full.numbers[0]![at]);
    if (!same || !raw.numbers[0]!.every((value) => value >= 0 && value <= 1)) return false;
  }
  return true;
}
