/**
 * How fast the ledger takes rewards: `node scripts/with-node.mjs bench/ledger.ts [--rows 200000] [--batch 256]
 * [--flight 8] [--rollouts 8] [--texts full|hash]`. Responses of 600 characters, results of about 500 bytes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open-store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '200000' },
    batch: { type: 'string', default: '256' },
    flight: { type: 'string', default: '8' },
    rollouts: { type: 'string', default: '8' },
    texts: { type: 'string', default: 'full' },
  },
});
const total = Number(values.rows);
const batchRows = Number(values.batch);
const rollouts = Math.min(Number(values.rollouts), batchRows);
const batches = Array.from({ length: 16 }, (_, batch) =>
  Array.from({ length: batchRows / rollouts }, (_, group) =>
    fixtureGroup(batch * (batchRows / rollouts) + group, { rollouts, run: 'bench' }),
  ),
);
const resultBytes = JSON.stringify(batches[0]?.[0]?.entries[0]?.reward.results).length;

const home = mkdtempSync(join(tmpdir(), 'rlar-ledger-'));
const store = await openStore({ home, texts: values.texts === 'hash' ? 'hash' : 'full' });
const calls = Math.ceil(total / batchRows);
const waits: number[] = [];
let next = 0;
let callMs = 0;

async function client(): Promise<void> {
  while (next < calls) {
    const batch = batches[next++ % batches.length] ?? [];
    const begin = performance.now();
    const appended = store.appendRewards(batch);
    callMs += performance.now() - begin;
    await appended;
    waits.push(performance.now() - begin);
  }
}

const cpu = process.cpuUsage();
const loop = performance.eventLoopUtilization();
const begin = performance.now();
await Promise.all(Array.from({ length: Number(values.flight) }, client));
const seconds = (performance.now() - begin) / 1000;
const busyMs = performance.eventLoopUtilization(loop).active;
const { user, system } = process.cpuUsage(cpu);
waits.sort((a, b) => a - b);
const { commits, commitMs } = store.stats();
const size = await store.size();

const scanBegin = performance.now();
let scanned = 0;
for await (const _ of store.scanRewards()) scanned += 1;
const scanSeconds = (performance.now() - scanBegin) / 1000;
const findBegin = performance.now();
await store.findRewards('no such item');
const findMs = performance.now() - findBegin;
const [group] = batches[0] ?? [];
const lookUps = 5_000;
const lookUpBegin = performance.now();
for (let time = 0; time < lookUps; time += 1) await store.getAssignment('bench', 0, group?.queryKey ?? '');
const lookUpMicroseconds = ((performance.now() - lookUpBegin) * 1000) / lookUps;
await store.close();
rmSync(home, { recursive: true });

const rows = calls * batchRows;
const percentile = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(2);
console.log(
  `rows                 ${rows} in batches of ${batchRows}, ${values.flight} in flight, results ${resultBytes} B`,
);
console.log(`rows/s               ${Math.round(rows / seconds)}`);
console.log(
  `main thread          ${((busyMs * 1000) / rows).toFixed(2)} µs a row, ${((callMs * 1000) / rows).toFixed(2)} of it in appendRewards`,
);
console.log(`CPU, all threads     ${((user + system) / rows).toFixed(2)} µs a row`);
console.log(`bytes per item       ${size.bytesPerItem?.toFixed(0)}`);
console.log(
  `commits              ${commits}, p50 ${commitMs.p50.toFixed(2)} ms, p99 ${commitMs.p99.toFixed(2)} ms`,
);
console.log(`append to durable    p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms`);
console.log(`scan                 ${Math.round(scanned / scanSeconds)} rows/s, decoded`);
console.log(`find, all in vain    ${findMs.toFixed(0)} ms`);
console.log(`look up an assignment ${lookUpMicroseconds.toFixed(1)} µs`);
