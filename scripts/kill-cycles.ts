import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Random } from '../src/spec/random.ts';
import { openStore } from '../src/store/open-store.ts';
import { decodeRecord } from '../src/store/record-id.ts';

/** What is left of a ledger whose writers were killed again and again. */
export interface CrashReport {
  readonly cycles: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly damaged: number;
}

interface Cycles {
  readonly times: number;
  /** The same seed gives the same moments of death, as far as timers go. */
  readonly seed: number;
  /** Milliseconds that one process lives at most. */
  readonly longestLifeMs: number;
  /** Starts a process on the ledger of `home`, and kills it. @returns the records that it had acknowledged */
  readonly killOne: (home: string, lifeMs: number) => Promise<readonly string[]>;
}

/** Kills processes that write to one ledger, each at a random moment, and looks for every record that was acknowledged. */
export async function killCycles({ times, seed, longestLifeMs, killOne }: Cycles): Promise<CrashReport> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-crash-'));
  const acknowledged = new Set<number>();
  let damaged = 0;
  const random = new Random(seed);
  try {
    for (let cycle = 0; cycle < times; cycle += 1) {
      const records = await killOne(home, random.next() * longestLifeMs);
      for (const record of records) acknowledged.add(decodeRecord(record) ?? Number.NaN);
      if (!isSound(home)) damaged += 1;
    }
    const lost = await countLost(home, acknowledged);
    return { cycles: times, acknowledged: acknowledged.size, lost, damaged };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Prints the report of a command; its exit status is 1 where a record was lost or the file damaged. */
export function printCrashReport(report: CrashReport): void {
  console.log(JSON.stringify(report));
  process.exitCode = report.lost + report.damaged > 0 ? 1 : 0;
}

function isSound(home: string): boolean {
  const file = new DatabaseSync(join(home, 'rlar.db'));
  try {
    return file.prepare('PRAGMA integrity_check').get()?.integrity_check === 'ok';
  } finally {
    file.close();
  }
}

async function countLost(home: string, acknowledged: ReadonlySet<number>): Promise<number> {
  const store = await openStore({ home, readOnly: true });
  const missing = new Set(acknowledged);
  for await (const row of store.scanRewards()) {
    const whole = row.query !== null && row.rollout !== null && row.reward.results.length > 0;
    if (whole) missing.delete(decodeRecord(row.record) ?? Number.NaN);
  }
  await store.close();
  return missing.size;
}
