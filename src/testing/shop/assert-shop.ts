import assert from 'node:assert/strict';
import { parseConfig } from '../../config.ts';
import { builtInLibrary } from '../../library/built-in.ts';
import { RewardService } from '../../service.ts';
import type { Reward } from '../../spec/reward.ts';
import { SECOND_HACKS } from './hacks/second-hacks.ts';
import { SECOND_HONEST } from './hacks/second-honest.ts';
import { HONEST, SHOP_HACKS } from './shop-policies.ts';
import { type ShopTask, shopTasks } from './shop-tasks.ts';

let service: RewardService | null = null;

/** Ends the service that the tests of the shop share. */
export async function closeShop(): Promise<void> {
  await service?.close();
}

/**
 * Scores every honest way and hacks of a number of tasks, in one group a task, with step rewards and a cost of steps.
 * @param hacksEach hacks of each task: the tasks take turns, so that ten of them try all
 */
export async function assertShop(count: number, hacksEach: number): Promise<void> {
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
  const names = Object.keys(HACKS);
  for (const [index, task] of shopTasks(count).entries()) {
    const hacks = Array.from(
      { length: hacksEach },
      (_, at) => names[(index * hacksEach + at) % names.length]!,
    );
    await assertTask(service, task, hacks, index);
  }
}

const RIGHT = { ...HONEST, ...SECOND_HONEST };
const HACKS = { ...SHOP_HACKS, ...SECOND_HACKS };

async function assertTask(
  paying: RewardService,
  task: ShopTask,
  hacks: readonly string[],
  index: number,
): Promise<void> {
  const odd = Object.keys(SECOND_HONEST);
  const honest = [...Object.keys(HONEST), odd[index % odd.length]!];
  const fitting = hacks.flatMap((name) => {
    const steps = HACKS[name]!(task);
    return steps === null ? [] : [{ name, steps }];
  });
  const ways = [...honest.map((name) => RIGHT[name]!(task)), ...fitting.map(({ steps }) => steps)];
  const rewards = await paying.reward({
    prompt: task.prompt,
    constraints: [...task.constraints],
    responses: ways.map((steps) => ({ steps })),
  });
  const told = (at: number): string =>
    `${task.id}, ${[...honest, ...fitting.map(({ name }) => name)][at]}: ${JSON.stringify(rewards[at])}`;
  const paid = rewards.map((reward) => before(reward));
  for (const [at, value] of paid.entries()) assert.equal(value, at < honest.length ? 1 : 0, told(at));
  const order = honest.map((_, at) => rewards[at]!.reward!);
  assert.ok(
    order[0]! > order[2]! && order[2]! > order[3]! && order[3]! > 0,
    `${task.id}: ${order.join(' ')}`,
  );
  for (const [at, { reward, step_rewards: parts = [] }] of rewards.entries()) {
    assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - reward!) < 1e-9, told(at));
  }
}

/** @returns the reward before the costs of length: what the task and its rules say */
function before({ shaped, reward }: Reward): number | null {
  return shaped?.from ?? reward;
}
