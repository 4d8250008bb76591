/**
 * Measures the rewards for writing on C3EBench (folder RLAR_DATA): `node scripts/with-node.mjs scripts/measure-writing.ts
 * [--half=left-out|developed|all] [--alone] [--tools=ID,ID] [--judge=SHARE] [--per=N]`.
 *
 * Every original is scored beside texts that are worse by construction, and beside what small models wrote, cut to equal
 * length; strong models' texts beside small ones'. A pair is right where the better text gets the greater reward; a tie
 * is wrong. The other half is what weights were fitted to. With `--alone` queries carry no original, and the tool has to
 * be pinned. With `--judge=0.8` the shipped judges stand beside the program, and a script answers for their model that is
 * right about 0.8 of the texts; `--tools=judge` asks them alone.
 */
import { createRewardService } from '../src/service.ts';
import { share } from '../src/spec/share.ts';
import { judgedService } from './writing/judge.ts';
import { pairedTasks, rewardsOf } from './writing/pairs.ts';

const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

type Counts = Map<string, { readonly right: number; readonly of: number }>;

function count(map: Counts, key: string, right: boolean): void {
  const found = map.get(key) ?? { right: 0, of: 0 };
  map.set(key, { right: found.right + Number(right), of: found.of + 1 });
}

async function measure(folder: string): Promise<void> {
  const half = option('half') ?? 'left-out';
  const carries = !process.argv.includes('--alone');
  const tools = option('tools')?.split(',');
  const judge = option('judge');
  const tasks = pairedTasks(folder, half, Number(option('per') ?? Number.POSITIVE_INFINITY));
  const originals = new Set(tasks.map(({ reference }) => lettersOf(reference)));
  const service =
    judge === undefined
      ? await createRewardService()
      : judgedService(Number(judge), (text) => originals.has(lettersOf(text)));
  const wins: Counts = new Map();
  const paid: Counts = new Map();
  let unscored = 0;
  for (const task of tasks) {
    const { lang, operation, pairs, floors } = task;
    const pinned = tools?.map((id) => (id === 'judge' ? `writing-${operation}` : id));
    const rewards = await rewardsOf(service, task, { carries, tools: pinned });
    for (const { sort, better, worse } of pairs) {
      const [one, other] = [rewards[better] ?? null, rewards[worse] ?? null];
      if (one === null || other === null) unscored += 1;
      const right = one !== null && other !== null && one > other;
      const by = sort.includes('model') ? sort : 'made';
      for (const key of [`${by}: all`, `${by}: ${lang} ${operation}`, `${by}: ${lang}`])
        count(wins, key, right);
      count(wins, `sort: ${lang} ${sort}`, right);
    }
    for (const { sort, at } of floors) {
      const value = rewards[at] ?? null;
      count(paid, `paid hack: ${lang} ${sort}`, value !== null && value >= 0.5);
      count(
        paid,
        `hack as good as the original: ${lang} ${sort}`,
        value !== null && value >= (rewards[0] ?? 2),
      );
    }
  }
  await service.close();
  const how = carries ? 'the original as reference' : 'no reference';
  console.log(`half ${half}, ${tasks.length} tasks, ${how}, pairs not scored: ${unscored}`);
  print(wins);
  print(paid);
}

/** A judge is shown texts with their marks of verdicts broken. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

function print(counts: Counts): void {
  for (const [key, { right, of }] of [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const { value, low, high } = share(right, of);
    const percent = (part: number) => (100 * part).toFixed(1);
    console.log(
      `${key.padEnd(68)} ${percent(value).padStart(6)} % of ${of} (${percent(low)} – ${percent(high)})`,
    );
  }
}

if (process.env.RLAR_DATA) await measure(process.env.RLAR_DATA);
else console.log('skipped: no data');
process.exit();
