/**
 * The processor time of the shapes: 10,000 rollouts in groups of 8 with five slots and ten tools each, by shape, in one process. Time on the clock
 * would tell of a busy machine as well.
 */
import type { Member } from '../src/rewards/shapes/member.ts';
import { shapeGroup } from '../src/rewards/shapes/shape-group.ts';
import { Random } from '../src/spec/random.ts';
import { type ShapeSettings, shapeSettings } from '../src/spec/shaping.ts';
import { SLOTS, type Slots } from '../src/spec/slots.ts';

const ROLLOUTS = 10_000;
const GROUP = 8;
const TIMES = 7;

const random = new Random(1);
const QUESTIONS = ['who wrote Faust', 'the author of Faust', 'where was Goethe born', 'birthplace of Goethe'];
const STEPS = [1, 2, 3, 4];
const words = 'the sum of all parts is what a reader finds at the end of it'.split(' ');
const groups = Array.from({ length: ROLLOUTS / GROUP }, () => Array.from({ length: GROUP }, anyMember));

function anyMember(): Member {
  const slots = Object.fromEntries(SLOTS.map((slot) => [slot, random.next()])) as unknown as Slots;
  const said = SLOTS.flatMap((slot) =>
    [0, 1].map((tool) => ({
      tool: `${slot}-${tool}`,
      slot,
      value: random.next(),
      steps: STEPS.map(() => random.next()),
    })),
  );
  const text = Array.from({ length: 120 }, () => random.pick(words)).join(' ');
  return { reward: random.below(2), slots, said, text, steps: 0, extra: { asked: random.pick(QUESTIONS) } };
}

const weights = Object.fromEntries(SLOTS.map((slot) => [slot, 1]));
const LIST: readonly ShapeSettings[] = [
  { shape: 'gate', at: 0.5, pay: { format: 0.1, quality: 0.1, efficiency: 0.1, safety: 0.1 } },
  { shape: 'product', factors: ['format', 'efficiency'], hard: ['safety'] },
  { shape: 'stages', stages: SLOTS.map((slot) => ({ slot, at: 0.5 })) },
  { shape: 'schedule', slot: 'format', from: 1, to: 0, end: 100 },
  { shape: 'tiers', edges: [0.5], values: [0, 1] },
  { shape: 'length-gate' },
  { shape: 'length-penalty', free: 100, cap: 1000 },
  { shape: 'canon' },
  { shape: 'scale', measure: 'characters', from: 0.5, to: -0.5, end: 100 },
  { shape: 'apart', by: 'asked' },
  { shape: 'regroup', by: 'asked' },
  { shape: 'amplify' },
  { shape: 'gdpo', weights },
  { shape: 'hybrid', confidence: 0.7 },
  { shape: 'ensemble' },
  { shape: 'adaptive', slot: 'format', weight: 0.1 },
  { shape: 'novelty' },
  { shape: 'filter', keep: 'best-worst' },
  { shape: 'steps', how: 'progress' },
  { shape: 'audit' },
].map((settings) => shapeSettings.parse(settings));

for (const settings of LIST) {
  const times = Array.from({ length: TIMES }, () => {
    const start = process.cpuUsage();
    for (const group of groups) shapeGroup(group, [settings], { step: 1, seed: 1 });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  }).toSorted((left, right) => left - right);
  console.log(`${settings.shape.padEnd(16)} ${times[TIMES >> 1]!.toFixed(1).padStart(8)} ms`);
}
