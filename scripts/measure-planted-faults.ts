/**
 * Plants the twelve faults in servers with the model of `npm run demo:reward-model` behind them, and twelve sound ones:
 * which probe catches each, and what is refused wrongly. It needs python3 and a package index, and some minutes.
 * `node scripts/with-node.mjs scripts/measure-planted-faults.ts`
 */
import { Random } from '../src/spec/random.ts';
import { plantedFaults, probeSetting, SOUND_SETTINGS } from '../src/testing/reward-models/planted-faults.ts';
import { fetchBody } from './reward-model-demo/body.ts';
import { type Files, makeRewardModel, tensorsOf, withHead } from './reward-model-demo/make-model.ts';
import { conversationPairs } from './reward-model-demo/pairs.ts';

const HEADS = 6;
const sound = makeRewardModel(await fetchBody(), conversationPairs('training', 200, 1), () => {});
const { 'classifier.weight': weight, 'classifier.bias': bias } = tensorsOf(sound);
if (!weight || !bias) throw new Error('the model has no head');
const head = (numbers: Float32Array, labels = 1) =>
  withHead(sound, {
    'classifier.weight': { shape: [labels, numbers.length / labels], numbers },
    'classifier.bias': { shape: [labels], numbers: new Float32Array(labels) },
  });
const untrained = (seed: number) => {
  const random = new Random(seed, 'head');
  return head(Float32Array.from(weight.numbers, () => 0.04 * (random.next() - 0.5)));
};
const negative = weight.numbers.map((value) => -value);
const made: Readonly<Record<string, () => Files>> = {
  sound: () => sound,
  other: () => head(weight.numbers.map((value) => 0.5 * value)),
  inverted: () => head(negative),
  'two labels': () => {
    const files = head(Float32Array.from([...negative, ...weight.numbers]), 2);
    const config: object = JSON.parse(files['config.json']!.toString('utf8'));
    const named = {
      ...config,
      id2label: { 0: 'LABEL_0', 1: 'LABEL_1' },
      label2id: { LABEL_0: 0, LABEL_1: 1 },
    };
    return { ...files, 'config.json': Buffer.from(JSON.stringify(named)) };
  },
  ...Object.fromEntries(
    Array.from({ length: HEADS }, (_, at) => [`untrained ${at}`, () => untrained(at + 1)]),
  ),
};
const weights = (name: string) => made[name]!();

let caught = 0;
const faults = Object.entries(plantedFaults({ high: 8, scale: 2, untrained: HEADS }));
for (const [fault, settings] of faults) {
  const by: string[] = [];
  for (const [probe, setting] of settings) {
    const said = await probeSetting(weights, setting);
    by.push(said.includes(`probe ${probe}: `) ? probe : `NOT ${probe}: ${said}`);
  }
  if (by.every((one) => !one.startsWith('NOT'))) caught += 1;
  console.log(`${fault.padEnd(22)} ${by.join(' · ').slice(0, 400)}`);
}
let refused = 0;
for (const { kinds: _, ...setting } of SOUND_SETTINGS) {
  // The model was trained on conversation, and is sound for that.
  const said = await probeSetting(weights, setting);
  if (said !== 'sound') refused += 1;
  if (said !== 'sound') console.log(`refused: ${JSON.stringify(setting)}: ${said}`);
}
const translations = await probeSetting(weights, { runtime: 'sglang', kinds: ['translation'] });
console.log(`the same model for translations, which it knows nothing of: ${translations.slice(0, 200)}`);
console.log(
  `${caught} of ${faults.length} faults caught by the probe meant for them; ${refused} of ${SOUND_SETTINGS.length} sound models refused`,
);
