import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import { Random } from '../../spec/random.ts';
import type { Step } from '../../spec/rollout.ts';
import { runFactors } from '../../tools/step-factors/run-factors.ts';
import { askStep } from './ask-step.ts';

/** A trajectory with the reward of the whole. */
export interface RewardedTrajectory {
  readonly reward: number;
  readonly steps: readonly Step[];
}

/** Code for factors that passed its checks, and the factors that say nothing about the given trajectories. */
export interface WrittenFactors {
  readonly code: string;
  readonly names: readonly string[];
  readonly silent: readonly string[];
}

const written = z.object({ code: z.string().min(1).max(50_000), names: z.array(z.string()).min(1).max(16) });

const ROUNDS = 3;
const SHOWN = 6;
const LONGEST = 1_500;
const RANDOM_ROWS = 12;

/**
 * Has factors of steps written, and takes them only where they pass checks: they run on the given trajectories and on random ones, say the same twice, and at
 * least one of them is not the same everywhere. From “LaRe: Latent Reward” (2024), whose code is verified before on random inputs and by the model's
 * own checks; we know it by its abstract. What failed goes back to the model, at most three times.
 * @throws RlarError RLAR_MODEL_…, as the model does
 * @returns the factors, or why there are none
 */
export async function writeFactors(
  trajectories: readonly RewardedTrajectory[],
  model: ChatModel,
  seed: number,
): Promise<WrittenFactors | { readonly why: string }> {
  let why = 'nothing was written';
  const samples = trajectories.slice(0, SHOWN).map(shown).join('\n\n');
  for (let round = 0; round < ROUNDS; round++) {
    const problem = round === 0 ? '' : `Your last code was refused: ${why}. Mend it.`;
    const step = {
      purpose: 'write-factors',
      prompt: 'write-factors' as const,
      values: { problem },
      data: { samples },
    };
    const { code, names } = await askStep(model, {
      ...step,
      shape: written,
      seed: seed + round,
      temperature: 0.2,
    });
    const checked = await check(code, names, trajectories, seed);
    if (!('why' in checked)) return { code, names, silent: checked.silent };
    why = checked.why;
  }
  return { why };
}

async function check(
  code: string,
  names: readonly string[],
  trajectories: readonly RewardedTrajectory[],
  seed: number,
): Promise<{ readonly silent: string[] } | { readonly why: string }> {
  const columns = names.map(() => new Set<number>());
  for (const steps of [...trajectories.map((one) => one.steps), ...randomTrajectories(seed)]) {
    const made = await runFactors(code, steps);
    if ('why' in made) return made;
    const again = await runFactors(code, steps);
    if (JSON.stringify(again) !== JSON.stringify(made))
      return { why: 'it says something else the second time' };
    for (const list of made.factors) {
      if (list.length !== names.length) return { why: `${names.length} names for ${list.length} factors` };
      for (const [at, value] of list.entries()) columns[at]!.add(value);
    }
  }
  const silent = names.filter((_, at) => columns[at]!.size < 2);
  return silent.length === names.length ? { why: 'no factor differs between any two steps' } : { silent };
}

/** Steps of all roles with contents that programs trip over. */
function randomTrajectories(seed: number): Step[][] {
  const random = new Random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random.next() * items.length)]!;
  const roles = ['assistant', 'tool', 'user', 'system', ''];
  const texts = [
    '',
    'ok',
    'Error: not found',
    '{"a": [1, null]}',
    'x'.repeat(5_000),
    '\u0000\ud800',
    '__proto__',
    '1e999',
  ];
  return Array.from({ length: RANDOM_ROWS }, () =>
    Array.from({ length: 1 + Math.floor(random.next() * 6) }, (): Step => {
      const call = { name: pick(['look', '', 'constructor']), arguments: { id: pick([1, 'x', null, []]) } };
      return { role: pick(roles), content: pick(texts), ...(random.next() < 0.5 && { tool_calls: [call] }) };
    }),
  );
}

function shown({ reward, steps }: RewardedTrajectory, index: number): string {
  return `trajectory ${index + 1}, reward ${reward}:\n${JSON.stringify(steps).slice(0, LONGEST)}`;
}
