/**
 * How long readers and tools take with the longest and oddest texts, each beside its budget, in one run: `node
 * bench/budgets.ts [--tries 3]`. Milliseconds of processor time, the fastest of the tries, so that a busy machine does
 * not count; exit status 1 where a budget is exceeded. Tests do not look at the clock: this is where such limits are.
 */
import { parseArgs } from 'node:util';
import { AREAS, type Area } from './budgets/areas.ts';
import { LONG_TEXTS } from './budgets/long-texts.ts';

const { values } = parseArgs({ options: { tries: { type: 'string', default: '3' } } });
const tries = Number(values.tries);

async function fastest({ read, budgetMs }: Area, text: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const start = process.cpuUsage();
    await read(text);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
    // One try is enough where it is far below the budget.
    if (least < budgetMs / 4) break;
  }
  return least;
}

let over = 0;
for (const area of AREAS) {
  const found: { name: string; ms: number }[] = [];
  for (const [name, text] of Object.entries(LONG_TEXTS)) found.push({ name, ms: await fastest(area, text) });
  found.sort((left, right) => right.ms - left.ms);
  const slow = found.filter(({ ms }) => ms > area.budgetMs);
  over += slow.length;
  const worst = found[0]!;
  const mark = slow.length > 0 ? `  OVER on ${slow.map(({ name }) => name).join(', ')}` : '';
  console.log(
    `${area.name.padEnd(36)} slowest ${worst.ms.toFixed(1).padStart(7)} ms (${worst.name}), budget ${area.budgetMs} ms${mark}`,
  );
}
process.exitCode = over > 0 ? 1 : 0;
