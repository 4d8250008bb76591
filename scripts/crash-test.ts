/**
 * Kills a process that appends to a ledger, at a random moment, again and again, and looks whether everything that was
 * acknowledged is there: `node scripts/with-node.mjs scripts/crash-test.ts --times 50 [--seed 1]`. Exit status 1 where
 * a record was lost or the file damaged. SIGKILL shows that nothing is acknowledged before it is handed to the
 * kernel; it does not show what a power failure does.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../src/spec/random.ts';
import { openStore } from '../src/store/open-store.ts';
import { decodeRecord } from '../src/store/record-id.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';

const LONGEST_LIFE_MS = 600;
const IN_FLIGHT = 8;

export interface CrashReport {
  readonly cycles: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly damaged: number;
}

/** @param seed the same seed gives the same moments of death, as far as timers go */
export async function crashTest(times: number, seed: number): Promise<CrashReport> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-crash-'));
  const acknowledged = new Set<number>();
  let damaged = 0;
  const random = new Random(seed);
  try {
    for (let cycle = 0; cycle < times; cycle += 1) {
      const lines = await killedChild(home, random.next() * LONGEST_LIFE_MS);
      for (const line of lines) acknowledged.add(decodeRecord(line) ?? Number.NaN);
      if (!isSound(home)) damaged += 1;
    }
    return {
      cycles: times,
      acknowledged: acknowledged.size,
      lost: await countLost(home, acknowledged),
      damaged,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns the records it acknowledged; a line that death cut off was not acknowledged */
function killedChild(home: string, lifeMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['--append-to', home], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), lifeMs);
      output += text;
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(output.split('\n').slice(1, -1));
      else reject(new Error('the appending process ended by itself'));
    });
  });
}

export function isSound(home: string): boolean {
  const file = new DatabaseSync(join(home, 'rlar.db'));
  try {
    return file.prepare('PRAGMA integrity_check').get()?.integrity_check === 'ok';
  } finally {
    file.close();
  }
}

export async function countLost(home: string, acknowledged: ReadonlySet<number>): Promise<number> {
  const store = await openStore({ home, readOnly: true });
  const missing = new Set(acknowledged);
  for await (const row of store.scanRewards()) {
    const whole = row.query !== null && row.rollout !== null && row.reward.results.length > 0;
    if (whole) missing.delete(decodeRecord(row.record) ?? Number.NaN);
  }
  await store.close();
  return missing.size;
}

/** The process to be killed: appends for ever, and writes each record as soon as it is acknowledged. */
async function appendForEver(home: string): Promise<void> {
  const store = await openStore({ home });
  writeSync(1, 'open\n');
  let number = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      number = (number + 1) % 2_000;
      const records = await store.appendRewards([fixtureGroup(number, { run: `run-${number % 3}` })]);
      writeSync(1, `${records.flat().join('\n')}\n`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, client));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      'append-to': { type: 'string' },
    },
  });
  if (values['append-to'] === undefined) {
    const report = await crashTest(Number(values.times), Number(values.seed));
    console.log(JSON.stringify(report));
    process.exitCode = report.lost + report.damaged > 0 ? 1 : 0;
  } else await appendForEver(values['append-to']);
}
