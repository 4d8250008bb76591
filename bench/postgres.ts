/**
 * What a reward costs over PostgreSQL, and over SQLite: rewards a second, and processor time of all processes, the server's
 * included. Cheap rewards (final numbers) in groups of 8 new answers of about 600 characters, with the ledger on; each query is
 * new, so that its assignment is stored too. A private cluster with the server's own defaults, on this machine.
 * `node scripts/with-node.mjs bench/postgres.ts [--rows 40000] [--texts full|hash]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRow } from '../src/intake/read-row.ts';
import { createRewardService } from '../src/service.ts';
import type { Group } from '../src/spec/wire.ts';
import { noPostgres, privatePostgres } from '../src/testing/private-postgres.ts';

const GROUP = 8;
/** Groups of a request, and requests at a time. */
const GROUPS = 32;
const IN_FLIGHT = 8;

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '40000' }, texts: { type: 'string', default: 'full' } },
});
const rows = Math.ceil(Number(values.rows) / (GROUP * GROUPS)) * GROUP * GROUPS;
const filler =
  'We first restate what is given and then work through it one step after another, checking each of the parts. ';

let serial = 0;
function groupOf(index: number): Group {
  const read = readRow({
    prompt: `A shop has ${index} shelves with 12 books each and sells 5 of them. How many books does the shop have left?`,
    reference: String(index * 12 - 5),
    responses: Array.from({ length: GROUP }, (_, at) => {
      serial += 1;
      return `Attempt ${serial}. ${filler.repeat(5)}The answer is ${index * 12 - 5 + (at % 2)}.`;
    }),
  });
  if (!read.ok) throw new Error(read.reason);
  return read.row.group;
}

/**
 * @param others gives the processor time of the other processes that work, in microseconds
 * @returns rewards a second, and microseconds of processor time for a reward: of this process, and of the others
 */
async function measure(others: () => number): Promise<{ perSecond: number; own: number; others: number }> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-bench-'));
  const service = await createRewardService({ home, texts: values.texts === 'hash' ? 'hash' : 'full' });
  let made = 0;
  const client = async (until: number): Promise<void> => {
    while (made < until) {
      made += GROUP * GROUPS;
      const groups = Array.from({ length: GROUPS }, () => groupOf((serial += 1)));
      await service.score({ context: { run: 'bench', step: 1 }, groups });
    }
  };
  const clients = (until: number) => Promise.all(Array.from({ length: IN_FLIGHT }, () => client(until)));
  const warm = GROUP * GROUPS * IN_FLIGHT * 2;
  await clients(warm);
  const [cpu, before, begun] = [process.cpuUsage(), others(), performance.now()];
  await clients(warm + rows);
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const beside = others() - before;
  await service.close();
  rmSync(home, { recursive: true, force: true });
  return { perSecond: (rows / ms) * 1000, own: (user + system) / rows, others: beside / rows };
}

const reason = noPostgres();
if (reason) {
  console.error(reason);
  process.exit(1);
}
const sqlite = await measure(() => 0);
const postgres = await privatePostgres();
process.env.RLAR_DATABASE_URL = await postgres.database();
const shared = await measure(() => postgres.processorMicroseconds());
await postgres.stop();

const total = shared.own + shared.others;
console.log(`rows         ${rows} in groups of ${GROUP}, texts ${values.texts}`);
console.log(
  `SQLite       ${Math.round(sqlite.perSecond)} rewards/s, ${sqlite.own.toFixed(1)} µs of processor a reward`,
);
console.log(
  `PostgreSQL   ${Math.round(shared.perSecond)} rewards/s, ${total.toFixed(1)} µs a reward: rlar ${shared.own.toFixed(1)}, the server ${shared.others.toFixed(1)}`,
);
console.log(`PostgreSQL / SQLite   ${(total / sqlite.own).toFixed(2)} × the processor time`);
process.exit(0);
