import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LEASE } from '../../agents/acquisitions/lease.ts';
import type { Ledger } from '../../store/ledger.ts';
import { openJobs } from '../../store/open-registry.ts';
import { writeWhole } from '../../store/write-whole.ts';
import { LOOP_JOB, LOOP_KEY } from './loop-job.ts';
import { type EvolutionState, evolutionFolder, readState, stateFile, writeState } from './state.ts';

/** Something that was erased from the ledger. What a person was called does not stand in it. */
const erasure = z.object({
  /** The key of the query; null where the data of a person were erased. */
  query: z.string().nullable(),
});
export interface Erasure extends z.infer<typeof erasure> {
  readonly file: string;
}

const NAME = /^erased-[\w-]+\.json$/;

/** @returns what was erased from the ledger and may still stand in the state of the loop */
export function waitingErasures(home: string): Erasure[] {
  const folder = evolutionFolder(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => {
      const file = join(folder, name);
      return { file, ...erasure.parse(JSON.parse(readFileSync(file, 'utf8'))) };
    });
}

/** The written state has none of it any more. */
export function settleErasures(erasures: readonly Erasure[]): void {
  for (const { file } of erasures) rmSync(file, { force: true });
}

/**
 * Takes the texts of what was erased out of a state, in place. Of a person nobody can tell which queries were theirs alone, so
 * that all remembered queries go; they are remembered anew as they come.
 */
export async function forgetErased(
  state: Pick<EvolutionState, 'audited' | 'unserved' | 'naming'>,
  erasures: readonly Pick<Erasure, 'query'>[],
  ledger: Pick<Ledger, 'getReward'>,
): Promise<void> {
  if (erasures.length === 0) return;
  const kept = await Promise.all(state.audited.map(({ record }) => ledger.getReward(record)));
  state.audited.splice(0, state.audited.length, ...state.audited.filter((_, at) => kept[at] !== null));
  const gone = new Set(erasures.map(({ query }) => query));
  state.unserved = gone.has(null) ? [] : state.unserved.filter(({ queryKey }) => !gone.has(queryKey));
  state.naming = { ...state.naming, known: [] };
}

/**
 * Takes what was erased from the ledger out of the state of the loop too.
 * @param query the key of the query that was erased; null for the data of a person
 * @returns false where a loop is at work: it does so with its next look, within seconds
 */
export async function eraseFromLoop(
  home: string,
  query: string | null,
  ledger: Pick<Ledger, 'getReward'>,
): Promise<boolean> {
  if (!existsSync(stateFile(home))) return true;
  const file = join(evolutionFolder(home), `erased-${randomUUID()}.json`);
  writeWhole(file, JSON.stringify({ query }));
  const jobs = await openJobs(home);
  const owner = randomUUID();
  try {
    const claim = { id: LOOP_JOB, kind: LOOP_JOB, key: LOOP_KEY, spec: {}, owner, leaseMs: LEASE.ms };
    if (await jobs.claim(claim)) return false;
    const state = readState(home);
    const erasures = waitingErasures(home);
    await forgetErased(state, erasures, ledger);
    writeState(home, state);
    settleErasures(erasures);
    await jobs.release(LOOP_JOB, owner, 'open');
    return true;
  } finally {
    await jobs.close();
  }
}
