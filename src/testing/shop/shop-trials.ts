import { Random } from '../../spec/random.ts';
import { SECOND_HACKS } from './hacks/second-hacks.ts';
import { SECOND_HONEST } from './hacks/second-honest.ts';
import { HONEST, SHOP_HACKS } from './shop-policies.ts';
import { SHOP_TEMPLATES, type ShopTask, shopTasks } from './shop-tasks.ts';

/** What is tried on one task: right ways and hacks, by name. */
export interface ShopTrial {
  readonly task: ShopTask;
  readonly right: readonly string[];
  readonly hacks: readonly string[];
}

export const RIGHT_WAYS = { ...HONEST, ...SECOND_HONEST };
/** Some hacks have nothing to do in some tasks: these give null there. */
export const HACKS = { ...SHOP_HACKS, ...SECOND_HACKS };

const ODD = Object.keys(SECOND_HONEST);
const NAMES = Object.keys(HACKS);
/** Every so manyth task is done in all ways that are compared by their length. It is no multiple of the templates, so that each has its turn. */
const COMPARED = 11;

const fits = (name: string, task: ShopTask): boolean => HACKS[name]!(task) !== null;

/**
 * @param hacksEach hacks of each task; the hacks take turns
 * @returns trials of the first tasks, each with the ways that are compared by their length and one odd way
 */
export function firstTrials(count: number, hacksEach: number): ShopTrial[] {
  return shopTasks(count).map((task, index) => ({
    task,
    right: [...Object.keys(HONEST), ODD[index % ODD.length]!],
    hacks: Array.from(
      { length: hacksEach },
      (_, at) => NAMES[(index * hacksEach + at) % NAMES.length]!,
    ).filter((name) => fits(name, task)),
  }));
}

/**
 * @param each on how many tasks each hack is tried, drawn by the seed out of those that it fits
 * @returns trials of all tasks: a right way for each, so that every template of tasks is done in every way where there are tasks enough; on
 * every eleventh task all ways that are compared by their length; and every hack
 */
export function sampledTrials(count: number, each: number, seed: number): ShopTrial[] {
  const random = new Random(seed);
  const ways = Object.keys(RIGHT_WAYS);
  const tasks = shopTasks(count);
  const hacks = tasks.map((): string[] => []);
  for (const name of NAMES) {
    const places = random.shuffled([...tasks.keys()]).filter((at) => fits(name, tasks[at]!));
    for (const at of places.slice(0, each)) hacks[at]!.push(name);
  }
  return tasks.map((task, index) => {
    const turn = ways[Math.floor(index / SHOP_TEMPLATES) % ways.length]!;
    const compared = index % COMPARED === 0 ? Object.keys(HONEST) : [];
    return { task, right: [...new Set([turn, ...compared])], hacks: hacks[index]! };
  });
}
