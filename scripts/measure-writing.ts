/**
 * Measures the rewards for writing on C3EBench (folder RLAR_DATA): `node scripts/with-node.mjs scripts/measure-writing.ts
 * [--half=left-out|developed|all] [--reference] [--tools=ID,ID] [--per=N]`.
 *
 * Every original is scored beside texts that are worse by construction, and beside what small models wrote, cut to equal
 * length; strong models' texts beside small ones'. A pair is right where the better text gets the greater reward; a tie
 * is wrong. The other half is what weights were fitted to. With `--reference` the query carries the human original.
 */
import { readRow } from '../src/intake/read-row.ts';
import { createRewardService } from '../src/service.ts';
import { share } from '../src/spec/share.ts';
import { isHan } from '../src/text/writing/script-of.ts';
import { isDeveloped, readWriting } from './writing/data.ts';
import { hacksOf } from './writing/hacks.ts';
import { SMALL, STRONG } from './writing/models.ts';
import { negativesOf } from './writing/negatives.ts';

const SEED = 20;
const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const half = option('half') ?? 'left-out';
const tools = option('tools')?.split(',');
const per = Number(option('per') ?? Number.POSITIVE_INFINITY);
const carries = process.argv.includes('--reference');

interface Pair {
  readonly sort: string;
  readonly better: number;
  readonly worse: number;
}
interface Task {
  readonly lang: 'en' | 'zh';
  readonly operation: string;
  readonly prompt: string;
  readonly reference: string;
  readonly texts: readonly string[];
  readonly pairs: readonly Pair[];
  /** Texts that must stay at the floor, by what they are. */
  readonly floors: readonly { readonly sort: string; readonly at: number }[];
}

function isAsked(item: { reference: string }): boolean {
  return half === 'all' || isDeveloped(item) === (half === 'developed');
}

function tasksOf(folder: string): Task[] {
  const { items, generated } = readWriting(folder);
  const asked = items.filter(isAsked);
  const tasks: Task[] = [];
  for (const [, group] of Map.groupBy(asked, ({ lang, operation }) => `${lang} ${operation}`))
    for (const item of group.slice(0, per)) {
      const worse = negativesOf(item, group, SEED);
      const hacks = hacksOf(item, group, SEED);
      tasks.push({
        ...item,
        texts: [item.reference, ...worse.map(({ text }) => text), ...hacks.map(({ text }) => text)],
        pairs: worse.map(({ name }, at) => ({ sort: name, better: 0, worse: at + 1 })),
        floors: hacks.map(({ name }, at) => ({ sort: name, at: 1 + worse.length + at })),
      });
    }
  for (const { prompt, reference, operation, generations } of generated.filter(isAsked)) {
    const texts: string[] = [];
    const pairs: Pair[] = [];
    const put = (text: string) => texts.push(text) - 1;
    const written = (name: string) => (generations[name] ?? '').trim();
    for (const small of SMALL.filter((name) => written(name).length >= 40)) {
      const whole = written(small);
      const length = Math.min(whole.length, reference.length);
      pairs.push({
        sort: 'small model, equal length',
        better: put(reference.slice(0, length)),
        worse: put(whole.slice(0, length)),
      });
      for (const strong of STRONG.filter((name) => written(name).length >= 40))
        pairs.push({ sort: 'strong above small model', better: put(written(strong)), worse: put(whole) });
    }
    tasks.push({ lang: isHan(prompt) ? 'zh' : 'en', operation, prompt, reference, texts, pairs, floors: [] });
  }
  return tasks;
}

async function measure(folder: string): Promise<void> {
  const tasks = tasksOf(folder);
  const service = await createRewardService();
  const wins = new Map<string, { right: number; of: number }>();
  const paid = new Map<string, { right: number; of: number }>();
  let unscored = 0;
  const count = (map: typeof wins, key: string, right: boolean) => {
    const found = map.get(key) ?? { right: 0, of: 0 };
    map.set(key, { right: found.right + Number(right), of: found.of + 1 });
  };
  for (const { lang, operation, prompt, reference, texts, pairs, floors } of tasks) {
    const read = readRow({
      prompt,
      responses: [...texts],
      ...(carries && { reference }),
      ...(tools && { tools }),
    });
    if (!read.ok) throw new Error(read.reason);
    const [rewards] = await service.score({ context: {}, groups: [read.row.group] });
    const valueAt = (at: number) => rewards![at]!.reward ?? null;
    for (const { sort, better, worse } of pairs) {
      const [one, other] = [valueAt(better), valueAt(worse)];
      if (one === null || other === null) unscored += 1;
      const right = one !== null && other !== null && one > other;
      const by = sort.includes('model') ? 'models' : 'made';
      for (const key of [
        `${by}: all`,
        `${by}: ${lang}`,
        `${by}: ${lang} ${operation}`,
        `sort: ${lang} ${sort}`,
      ])
        count(wins, key, right);
    }
    for (const { sort, at } of floors) {
      const value = valueAt(at);
      count(paid, `hack: ${lang} ${sort}`, value !== null && value >= 0.5);
      count(paid, `hack above the original: ${lang} ${sort}`, value !== null && value >= (valueAt(0) ?? 0));
    }
  }
  await service.close();
  const print = (map: typeof wins) => {
    for (const [key, { right, of }] of [...map].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
      const { value, low, high } = share(right, of);
      const percent = (part: number) => (100 * part).toFixed(1);
      console.log(
        `${key.padEnd(64)} ${percent(value).padStart(6)} % of ${of} (${percent(low)} – ${percent(high)})`,
      );
    }
  };
  console.log(
    `half ${half}, ${tasks.length} tasks, ${carries ? 'with' : 'without'} the original as reference, pairs not scored: ${unscored}`,
  );
  print(wins);
  print(paid);
}

if (process.env.RLAR_DATA) await measure(process.env.RLAR_DATA);
else console.log('skipped: no data');
