import { readRow } from '../../src/intake/read-row.ts';
import type { RewardService } from '../../src/service.ts';
import { isHan } from '../../src/text/writing/script-of.ts';
import { isDeveloped, readWriting, type WritingItem } from './data.ts';
import { hacksOf } from './hacks.ts';
import { SMALL, STRONG } from './models.ts';
import { negativesOf } from './negatives.ts';

const SEED = 20;
/** Shorter generations say nothing. */
const SHORTEST = 40;

/** Two texts of one task, by their places: the better one is known. */
interface Pair {
  readonly sort: string;
  readonly better: number;
  readonly worse: number;
}

/** A task with texts that are scored as one group. The first is the original. */
export interface PairedTask {
  readonly lang: 'en' | 'zh';
  readonly operation: WritingItem['operation'];
  readonly prompt: string;
  readonly reference: string;
  readonly texts: readonly string[];
  readonly pairs: readonly Pair[];
  /** Texts that must stay at the floor, by what they are. */
  readonly floors: readonly { readonly sort: string; readonly at: number }[];
}

/** @param per most items of a language and operation */
export function pairedTasks(
  folder: string,
  half: string,
  per = Number.POSITIVE_INFINITY,
  withHacks = true,
): PairedTask[] {
  const { items, generated } = readWriting(folder);
  const isAsked = (item: { readonly reference: string }) =>
    half === 'all' || isDeveloped(item) === (half === 'developed');
  const tasks: PairedTask[] = [];
  for (const [, group] of Map.groupBy(items.filter(isAsked), ({ lang, operation }) => `${lang} ${operation}`))
    for (const item of group.slice(0, per)) {
      const worse = negativesOf(item, group, SEED);
      const hacks = withHacks ? hacksOf(item, group, SEED) : [];
      tasks.push({
        ...item,
        texts: [item.reference, ...worse.map(({ text }) => text), ...hacks.map(({ text }) => text)],
        pairs: worse.map(({ name }, at) => ({ sort: name, better: 0, worse: at + 1 })),
        floors: hacks.map(({ name }, at) => ({ sort: name, at: 1 + worse.length + at })),
      });
    }
  for (const { prompt, reference, operation, generations } of generated.filter(isAsked)) {
    const texts: string[] = [reference];
    const pairs: Pair[] = [];
    const put = (text: string) => texts.push(text) - 1;
    const written = (name: string) => (generations[name] ?? '').trim();
    for (const small of SMALL.filter((name) => written(name).length >= SHORTEST)) {
      const whole = written(small);
      const length = Math.min(whole.length, reference.length);
      pairs.push({
        sort: 'small model, equal length',
        better: put(reference.slice(0, length)),
        worse: put(whole.slice(0, length)),
      });
      for (const strong of STRONG.filter((name) => written(name).length >= SHORTEST))
        pairs.push({ sort: 'strong above small model', better: put(written(strong)), worse: put(whole) });
    }
    const lang = isHan(prompt) ? 'zh' : 'en';
    tasks.push({ lang, operation, prompt, reference, texts, pairs, floors: [] });
  }
  return tasks;
}

/** @returns the reward of every text of a task; null where it has none */
export async function rewardsOf(
  service: RewardService,
  { prompt, reference, texts }: PairedTask,
  options: { readonly carries: boolean; readonly tools?: readonly string[] | undefined },
): Promise<readonly (number | null)[]> {
  const { carries, tools } = options;
  const read = readRow({
    prompt,
    responses: [...texts],
    ...(carries && { reference }),
    ...(tools && { tools: [...tools] }),
  });
  if (!read.ok) throw new Error(read.reason);
  const [rewards] = await service.score({ context: {}, groups: [read.row.group] });
  return rewards!.map(({ reward }) => reward ?? null);
}
