/**
 * What a load needs: `npm run capacity -- --rewards-per-day 1e9 [--peak 3] [--maths 0.3] [--programs 0.05] [--judged 0.05]
 * [--judge-seconds 2] [--days 7]`. `--write` makes the tables of docs/capacity.md anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { constantsTable, planTable, replicasTable } from './capacity/capacity-tables.ts';
import { type Load, USUAL } from './capacity/plan-capacity.ts';

const PAGE = join(import.meta.dirname, '../docs/capacity.md');

/** @returns the page with its tables made anew: what stands between `<!-- NAME -->` and `<!-- end -->` */
export function capacityPage(page: string): string {
  const tables: Record<string, string> = {
    constants: constantsTable(),
    'ten million': planTable({ ...USUAL, rewardsPerDay: 1e7 }),
    'a thousand million': planTable({ ...USUAL, rewardsPerDay: 1e9 }),
    replicas: replicasTable(),
  };
  return page.replace(/<!-- ([a-z ]+) -->\n[\s\S]*?<!-- end -->/g, (whole, name: string) =>
    tables[name] === undefined ? whole : `<!-- ${name} -->\n${tables[name]}\n<!-- end -->`,
  );
}

function main(): void {
  const { values } = parseArgs({
    options: {
      'rewards-per-day': { type: 'string', default: '1e9' },
      peak: { type: 'string' },
      maths: { type: 'string' },
      programs: { type: 'string' },
      judged: { type: 'string' },
      'judge-seconds': { type: 'string' },
      days: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.write) {
    writeFileSync(PAGE, capacityPage(readFileSync(PAGE, 'utf8')));
    return;
  }
  const given = (text: string | undefined, usual: number) => (text === undefined ? usual : Number(text));
  const load: Load = {
    rewardsPerDay: Number(values['rewards-per-day']),
    peak: given(values.peak, USUAL.peak),
    maths: given(values.maths, USUAL.maths),
    programs: given(values.programs, USUAL.programs),
    judged: given(values.judged, USUAL.judged),
    judgeSeconds: given(values['judge-seconds'], USUAL.judgeSeconds),
    days: given(values.days, USUAL.days),
  };
  process.stdout.write(`${planTable(load)}\n\n${replicasTable()}\n`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    main();
  } catch (thrown) {
    console.error(thrown instanceof Error ? thrown.message : thrown);
    process.exitCode = 2;
  }
}
