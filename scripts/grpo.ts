/**
 * `npm run grpo`: GRPO of TRL on a mix of seven kinds, with rewards from rlar without a hint, from one metric, from one reward
 * model, from functions that a person assigned, and with parts of rlar left out; then with a kind that arrives in the middle, and with
 * a reward that can be hacked. Everything is made here: the tasks, the policy, the reward models; nothing but packages is
 * fetched. Trainings that came to their end are not made again, and one that was stopped goes on: docs/grpo.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pythonOfTrainers } from './e2e/python-of-trainers.ts';
import { differencesIn, figuresPage, happenedIn } from './grpo/figures.ts';
import { ARMS, type Arm, lastLook, looksIn, stepsIn } from './grpo/look.ts';
import { grpoPictures } from './grpo/pictures.ts';
import { preparedIn, prepareHome } from './grpo/prepare.ts';
import { grpoReport } from './grpo/report.ts';
import { FURTHER, FURTHER_STEPS, nameOf, trainArm, trainFurther } from './grpo/training.ts';

const { values } = parseArgs({
  options: {
    arms: { type: 'string' },
    seeds: { type: 'string' },
    'ablation-seeds': { type: 'string', default: '3' },
    further: { type: 'string' },
    steps: { type: 'string' },
    policy: { type: 'string', default: 'tiny' },
    queries: { type: 'string', default: '4' },
    longest: { type: 'string', default: '64' },
    each: { type: 'string', default: '10' },
    warm: { type: 'string', default: '2250' },
    folder: { type: 'string', default: join(import.meta.dirname, '../.rlar/grpo') },
    report: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
if (values.policy !== 'tiny' && values.policy !== 'smollm2')
  throw new Error(`no such policy: ${values.policy}; there are tiny, smollm2`);
/** A large policy: one seed of three arms, whose budget `--steps`, `--queries`, `--longest` and `--each` (held-out tasks) set. */
const large = values.policy === 'smollm2';
const [seeds, ablationSeeds, steps, warm] = [
  values.seeds ?? (large ? '1' : '5'),
  values['ablation-seeds'],
  values.steps ?? (large ? '100' : '30'),
  values.warm,
].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`not a whole number: ${text}`);
  return number;
}) as [number, number, number, number];
const arms = among(ARMS, values.arms ?? (large ? 'rlar,metric,hand' : ARMS.join(',')));
const further = among(FURTHER, values.further ?? (large ? '' : FURTHER.join(',')));
const { folder } = values;
const pretrained = large
  ? {
      name: values.policy,
      given: [
        ...['--queries', values.queries, '--longest', values.longest, '--each', values.each],
        // LoRA learns with a higher rate; looks are dear.
        ...['--rate', '1e-3', '--every', String(steps), '--part', '1'],
      ],
    }
  : undefined;
const isMain = (arm: Arm): boolean => ARMS.indexOf(arm) < 4;
const seedsOf = (arm: Arm): number => (isMain(arm) ? seeds : ablationSeeds);
const ended = (name: string, seed: number, last = steps): boolean =>
  lastLook(looksIn(join(folder, 'looks.jsonl')), name, seed, last) !== null;

if (!values.report) {
  mkdirSync(folder, { recursive: true });
  const python = pythonOfTrainers();
  const prepared = await prepareHome(join(folder, 'prepared'), python, (text) => console.log(text));
  const place = { folder, python, prepared, steps, warm, pretrained };
  // Seed by seed, so that a table of few seeds stands early, and arms are compared in the same hour.
  for (const group of [arms.filter(isMain), arms.filter((arm) => !isMain(arm))])
    for (let seed = 1; seed <= Math.max(...group.map(seedsOf)); seed += 1)
      for (const arm of group)
        if (seed <= seedsOf(arm) && !ended(nameOf({ pretrained }, arm), seed))
          await trainArm(place, arm, seed);
  for (const name of further) if (!ended(name, 1, FURTHER_STEPS[name])) await trainFurther(place, name, 1);
}
const looks = looksIn(join(folder, 'looks.jsonl'));
const rewarded = stepsIn(join(folder, 'steps.jsonl'));
console.log(grpoReport(looks, rewarded, steps));
if (values.write !== undefined) {
  const happened = happenedIn(join(folder, 'events.jsonl'));
  const differences = differencesIn(join(folder, 'differences.jsonl'));
  const prepared = preparedIn(join(folder, 'prepared'));
  const command = 'npm run grpo -- --report --write docs';
  const page = figuresPage({ looks, steps: rewarded, happened, differences, prepared, last: steps }, command);
  writeFileSync(join(values.write, 'grpo-figures.md'), page);
  grpoPictures(values.write, looks, happened);
}

function among<Name extends string>(names: readonly Name[], asked: string): Name[] {
  return asked
    .split(',')
    .filter(Boolean)
    .map((text) => {
      const name = names.find((one) => one === text);
      if (!name) throw new Error(`no such training: ${text}; there are ${names.join(', ')}`);
      return name;
    });
}
