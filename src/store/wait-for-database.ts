import { setTimeout } from 'node:timers/promises';
import { RlarError } from '../spec/errors.ts';
import { databaseUrl } from './database-url.ts';

/** Milliseconds between two attempts. */
const AGAIN_MS = 500;
/** Milliseconds between two lines of progress. */
const TELL_MS = 10_000;
/** Most milliseconds of one attempt: a server may accept a connection and say nothing. */
const ATTEMPT_MS = 5_000;

const REMEDY =
  'Start the server or mend the network, and check host and port in RLAR_DATABASE_URL and `max_connections` of the server. RLAR_DATABASE_WAIT_SECONDS says for how long `rlar serve` waits for it.';

interface WaitOptions {
  /** How long to wait; 0 asks once. */
  readonly seconds: number;
  /** Called with lines of progress, where the database does not answer at once. They hold no password. */
  readonly tell: (line: string) => void;
}

/**
 * Waits until the database that RLAR_DATABASE_URL names answers, and brings its tables to the version of this rlar. Returns at
 * once where no database is named. What waiting does not mend is not waited for: a wrong password, no such database, missing
 * rights, tables that are newer, a server that is too old.
 * @throws RLAR_DATABASE_UNREACHABLE after that time, and the other errors of a database at once
 */
export async function waitForDatabase(home: string | null, { seconds, tell }: WaitOptions): Promise<void> {
  const url = databaseUrl(home);
  if (url === null) return;
  const { openPostgres, placeOf } = await import('./postgres/database.ts');
  const start = performance.now();
  const waited = () => performance.now() - start;
  let told = Number.NEGATIVE_INFINITY;
  for (;;) {
    const left = Math.max(0, 1000 * seconds - waited());
    try {
      const database = await openPostgres(url, {
        connections: 1,
        ...(seconds > 0 && { connectMs: Math.min(ATTEMPT_MS, Math.max(AGAIN_MS, left)) }),
      });
      await database.close();
      if (told >= 0) tell(`${placeOf(url)} answers after ${inSeconds(waited())} s`);
      return;
    } catch (thrown) {
      if (!isAway(thrown)) throw thrown;
      if (waited() + AGAIN_MS > 1000 * seconds) throw givenUp(thrown, waited(), seconds);
      if (waited() - told >= TELL_MS) {
        told = waited();
        tell(`waiting for ${thrown.message}; ${inSeconds(told)} of ${seconds} s`);
      }
    }
    await setTimeout(AGAIN_MS);
  }
}

function isAway(thrown: unknown): thrown is RlarError {
  return thrown instanceof RlarError && thrown.code === 'RLAR_DATABASE_UNREACHABLE';
}

function givenUp(thrown: RlarError, waitedMs: number, seconds: number): RlarError {
  if (seconds === 0) return thrown;
  const message = `${thrown.message}; waited ${inSeconds(waitedMs)} s`;
  return new RlarError(thrown.code, message, { cause: thrown, remedy: REMEDY });
}

function inSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
