import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LEASE } from '../../agents/acquisitions/lease.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import type { Jobs } from '../../store/jobs.ts';
import type { Ledger } from '../../store/ledger.ts';
import { LOOP_JOB, LOOP_KEY } from './loop-job.ts';
import { EVOLUTION_FOLDER, type EvolutionState, readWritten, STATE_FILE, writeState } from './state.ts';

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
export async function waitingErasures(files: HomeFiles): Promise<Erasure[]> {
  const names = (await files.list(EVOLUTION_FOLDER)).filter((name) => NAME.test(name));
  const paths = names.map((name) => `${EVOLUTION_FOLDER}/${name}`);
  const texts = await files.readAll(paths);
  return paths.flatMap((file, at) => {
    const text = texts[at] ?? null;
    return text === null ? [] : [{ file, ...erasure.parse(JSON.parse(text)) }];
  });
}

/** The written state has none of it any more. */
export async function settleErasures(files: HomeFiles, erasures: readonly Erasure[]): Promise<void> {
  for (const { file } of erasures) await files.remove(file);
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
  { files, jobs }: { readonly files: HomeFiles; readonly jobs: Pick<Jobs, 'claim' | 'release'> },
  query: string | null,
  ledger: Pick<Ledger, 'getReward'>,
): Promise<boolean> {
  if ((await files.stamp(STATE_FILE)) === null) return true;
  await files.write(`${EVOLUTION_FOLDER}/erased-${randomUUID()}.json`, JSON.stringify({ query }));
  const owner = randomUUID();
  const claim = { id: LOOP_JOB, kind: LOOP_JOB, key: LOOP_KEY, spec: {}, owner, leaseMs: LEASE.ms };
  if (await jobs.claim(claim)) return false;
  const { state, stamp } = await readWritten(files);
  const erasures = await waitingErasures(files);
  await forgetErased(state, erasures, ledger);
  const isDone = (await writeState(files, state, stamp)) !== null;
  if (isDone) await settleErasures(files, erasures);
  await jobs.release(LOOP_JOB, owner, 'open');
  return isDone;
}
