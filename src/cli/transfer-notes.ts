import { megabytes } from '../agents/web-agent/spoken-transfer.ts';
import { startProgress } from './progress.ts';

/** Shows a transfer on the error output: a bar on a terminal, a line for each tenth in a pipe. */
export interface TransferNotes {
  onBytes(done: number, total: number): void;
  onNote(note: string): void;
  end(): void;
}

/** Transfers of fewer bytes are not shown in a pipe. */
const SPOKEN_OF = 2_000_000;

/** @param what is transferred */
export function transferNotes(what: string): TransferNotes {
  let bar: ReturnType<typeof startProgress> | null = null;
  let tenths = 0;
  const end = (): void => {
    bar?.stop();
    bar = null;
  };
  return {
    onBytes(done, total) {
      bar ??= startProgress(total, what);
      bar.update(done, `${megabytes(done)} of ${megabytes(total)}`);
      if (process.stderr.isTTY || total < SPOKEN_OF || Math.floor((10 * done) / total) <= tenths) return;
      tenths = Math.floor((10 * done) / total);
      process.stderr.write(`${what}: ${megabytes(done)} of ${megabytes(total)}\n`);
    },
    onNote(note) {
      end();
      process.stderr.write(`${what}: ${note}\n`);
    },
    end,
  };
}
