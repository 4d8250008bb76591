import assert from 'node:assert/strict';
import { parseConfig } from '../../config.ts';
import { builtInLibrary } from '../../library/built-in.ts';
import { RewardService } from '../../service.ts';
import type { Reward } from '../../spec/reward.ts';
import { HACKS, RIGHT_WAYS, type ShopTrial } from './shop-trials.ts';

let service: RewardService | null = null;

/** Ends the service that the tests of the shop share. */
export async function closeShop(): Promise<void> {
  await service?.close();
}

/** Tasks that are scored at the same time. */
const AT_ONCE = 8;

/** Scores the right ways and the hacks of each task, in one group a task, with step rewards and a cost of steps. */
export async function assertShop(trials: readonly ShopTrial[]): Promise<void> {
  service ??= new RewardService(
    parseConfig({
      shaping: {
        '*': [
          { shape: 'length-penalty', measure: 'steps', free: 2, cap: 60, most: 0.5 },
          { shape: 'steps', how: 'progress', tool: 'final-state' },
        ],
      },
    }),
    builtInLibrary(),
    null,
  );
  const paying = service;
  for (let from = 0; from < trials.length; from += AT_ONCE)
    await Promise.all(trials.slice(from, from + AT_ONCE).map((trial) => assertTrial(paying, trial)));
}

async function assertTrial(paying: RewardService, { task, right, hacks }: ShopTrial): Promise<void> {
  const ways = [...right.map((name) => RIGHT_WAYS[name]!(task)), ...hacks.map((name) => HACKS[name]!(task)!)];
  const rewards = await paying.reward({
    prompt: task.prompt,
    constraints: [...task.constraints],
    responses: ways.map((steps) => ({ steps })),
  });
  const told = (at: number): string =>
    `${task.id}, ${[...right, ...hacks][at]}: ${JSON.stringify(rewards[at])}`;
  const paid = rewards.map((reward) => before(reward));
  for (const [at, value] of paid.entries()) assert.equal(value, at < right.length ? 1 : 0, told(at));
  const order = ['short', 'looks', 'looks twice'].flatMap((name) =>
    right.includes(name) ? [rewards[right.indexOf(name)]!.reward!] : [],
  );
  for (const [at, value] of order.entries())
    assert.ok(value > 0 && (at === 0 || value < order[at - 1]!), `${task.id}: ${order.join(' ')}`);
  for (const [at, { reward, step_rewards: parts = [] }] of rewards.entries()) {
    assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - reward!) < 1e-9, told(at));
  }
}

/** @returns the reward before the costs of length: what the task and its rules say */
function before({ shaped, reward }: Reward): number | null {
  return shaped?.from ?? reward;
}
