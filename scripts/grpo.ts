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
import { FURTHER, trainArm, trainFurther } from './grpo/training.ts';

const { values } = parseArgs({
  options: {
    arms: { type: 'string', default: ARMS.join(',') },
    seeds: { type: 'string', default: '5' },
    'ablation-seeds': { type: 'string', default: '3' },
    further: { type: 'string', default: FURTHER.join(',') },
    steps: { type: 'string', default: '40' },
    warm: { type: 'string', default: '2250' },
    folder: { type: 'string', default: join(import.meta.dirname, '../.rlar/grpo') },
    report: { type: 'boolean', default: false },
    write: { type: 'string' },
  },
});
const [seeds, ablationSeeds, steps, warm] = [
  values.seeds,
  values['ablation-seeds'],
  values.steps,
  values.warm,
].map((text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`not a whole number: ${text}`);
  return number;
}) as [number, number, number, number];
const arms = among(ARMS, values.arms);
const further = among(FURTHER, values.further);
const { folder } = values;
const isMain = (arm: Arm): boolean => ARMS.indexOf(arm) < 4;
const seedsOf = (arm: Arm): number => (isMain(arm) ? seeds : ablationSeeds);
const ended = (name: string, seed: number): boolean =>
  lastLook(looksIn(join(folder, 'looks.jsonl')), name, seed, steps) !== null;

if (!values.report) {
  mkdirSync(folder, { recursive: true });
  const python = pythonOfTrainers();
  const prepared = await prepareHome(join(folder, 'prepared'), python, (text) => console.log(text));
  const place = { folder, python, prepared, steps, warm };
  // Seed by seed, so that a table of few seeds stands early, and arms are compared in the same hour.
  for (const group of [arms.filter(isMain), arms.filter((arm) => !isMain(arm))])
    for (let seed = 1; seed <= Math.max(...group.map(seedsOf)); seed += 1)
      for (const arm of group)
        if (seed <= seedsOf(arm) && !ended(arm, seed)) await trainArm(place, arm, seed);
  for (const name of further) if (!ended(name, 1)) await trainFurther(place, name, 1);
}
const looks = looksIn(join(folder, 'looks.jsonl'));
const rewarded = stepsIn(join(folder, 'steps.jsonl'));
console.log(grpoReport(looks, rewarded, steps));
if (values.write !== undefined) {
  const happened = happenedIn(join(folder, 'events.jsonl'));
  const differences = differencesIn(join(folder, 'differences.jsonl'));
  const prepared = preparedIn(join(folder, 'prepared'));
  const command = `npm run grpo -- --steps ${steps} --report --write docs`;
  const page = figuresPage({ looks, steps: rewarded, happened, differences, prepared, last: steps }, command);
  writeFileSync(join(values.write, 'grpo-figures.md'), page);
  grpoPictures(values.write, looks, steps, happened);
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
