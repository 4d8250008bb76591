import { writeFileSync } from 'node:fs';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { EvidenceReport } from '../spec/evidence.ts';

/**
 * Writes the responses that the gates could not decide, as rows in which `correct` is still to be said.
 * @returns a sentence that says where they are
 * @throws RLAR_FILE_UNREADABLE
 */
export function writeDisputed(path: string, { gates }: EvidenceReport): string {
  const rows = gates.flatMap(({ failing = [] }) =>
    failing.flatMap(({ name, detail, disputed }) =>
      disputed ? [{ id: `disputed, ${name}`, ...disputed, correct: null, note: detail }] : [],
    ),
  );
  try {
    writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  } catch (thrown) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path} cannot be written: ${asRlarError(thrown).message}`, {
      cause: thrown,
      remedy: 'Name a file in a folder that exists and that you may write to: --disputed FILE.',
    });
  }
  if (rows.length === 0) return `nothing is disputed; ${path} is empty`;
  const what = `${rows.length} disputed response${rows.length === 1 ? '' : 's'}`;
  return `${what} written to ${path}: put true or false for null behind "correct", and give the file back with --labelled`;
}
