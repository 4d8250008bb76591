import { existsSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { writeWhole } from '../store/write-whole.ts';
import type { Report } from './report.ts';

/** The progress of `rlar score --out`. It is kept beside the output, so that `--resume` can continue after any interruption. */
interface Checkpoint {
  readonly input: string;
  /** Bytes of the input; null for standard input. */
  readonly inputBytes: number | null;
  readonly run: string;
  /** The process that writes the output. */
  readonly pid: number;
  /** Lines of the input that are answered in the output. */
  readonly lines: number;
  /** Bytes of the output for these lines. Resuming cuts off all later bytes. */
  readonly outBytes: number;
  readonly report: Report;
}

/** Age of a checkpoint, in milliseconds, from which its writer counts as dead. A living writer touches it more often. */
const LEASE_MS = 30_000;

/** @throws RlarError RLAR_OUTPUT_FAILED where another living process is writing the output */
export function claimOutput(out: string): void {
  const path = pathOf(out);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats || Date.now() - stats.mtimeMs > LEASE_MS) return;
  const { pid } = JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
  if (pid !== process.pid && isAlive(pid)) {
    throw new RlarError('RLAR_OUTPUT_FAILED', `process ${pid} is writing ${out}`, {
      remedy: 'Wait until it has ended, or name another output.',
    });
  }
}

/** Keeps the claim on an output alive. @returns a function that ends it */
export function holdOutput(out: string): () => void {
  const timer = setInterval(() => {
    const now = new Date();
    if (existsSync(pathOf(out))) utimesSync(pathOf(out), now, now);
  }, LEASE_MS / 3);
  timer.unref();
  return () => clearInterval(timer);
}

/** A process that may not be signalled is alive all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

const pathOf = (out: string) => `${out}.progress.json`;

/** @throws RLAR_OUTPUT_FAILED where it cannot be written, such as on a full disk */
export function writeCheckpoint(out: string, checkpoint: Checkpoint): void {
  try {
    writeWhole(pathOf(out), JSON.stringify(checkpoint));
  } catch (thrown) {
    throw new RlarError('RLAR_OUTPUT_FAILED', `cannot write ${pathOf(out)}: ${asRlarError(thrown).message}`, {
      cause: thrown,
    });
  }
}

export function removeCheckpoint(out: string): void {
  rmSync(pathOf(out), { force: true });
}

/**
 * @returns where to go on, or null where there is nothing to resume
 * @throws RlarError RLAR_FILE_UNREADABLE where the checkpoint is of another input, or the output is shorter than it says
 */
export function readCheckpoint(out: string, input: string, inputBytes: number | null): Checkpoint | null {
  const path = pathOf(out);
  if (!existsSync(path)) {
    if ((statSync(out, { throwIfNoEntry: false })?.size ?? 0) === 0) return null;
    throw new RlarError('RLAR_OUTPUT_FAILED', `${out} has no unfinished run to go on with`, {
      remedy: `It was finished, or something else wrote it. Leave --resume out to score anew, or name another --out.`,
    });
  }
  const checkpoint = JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
  if (checkpoint.input !== input || checkpoint.inputBytes !== inputBytes) {
    throw new RlarError(
      'RLAR_FILE_UNREADABLE',
      `${path} belongs to another input (${checkpoint.input}); remove it to start anew`,
    );
  }
  const size = statSync(out, { throwIfNoEntry: false })?.size ?? 0;
  if (size < checkpoint.outBytes)
    throw new RlarError(
      'RLAR_FILE_UNREADABLE',
      `${out} is shorter than its checkpoint says; remove ${path} to start anew`,
    );
  return checkpoint;
}
