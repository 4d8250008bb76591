/**
 * Kills a process that appends to a ledger, at a random moment, again and again, and looks whether everything that was
 * acknowledged is there: `node scripts/with-node.mjs scripts/crash-test.ts --times 50 [--seed 1]`. Exit status 1 where
 * a record was lost or the file damaged. SIGKILL shows that nothing is acknowledged before it is handed to the
 * kernel; it does not show what a power failure does.
 */
import { fork } from 'node:child_process';
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open-store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';
import { type CrashReport, killCycles, printCrashReport } from './kill-cycles.ts';

const LONGEST_LIFE_MS = 600;
const IN_FLIGHT = 8;

export function crashTest(times: number, seed: number): Promise<CrashReport> {
  return killCycles({ times, seed, longestLifeMs: LONGEST_LIFE_MS, killOne: killedChild });
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
  if (values['append-to'] === undefined)
    printCrashReport(await crashTest(Number(values.times), Number(values.seed)));
  else await appendForEver(values['append-to']);
}
