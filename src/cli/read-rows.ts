import type { Config } from '../config.ts';
import { batchRows, type FileBatch } from '../intake/batch-rows.ts';
import { type InputLine, type ReadFileOptions, readFile } from '../intake/read-file.ts';
import type { Library } from '../library/library.ts';
import type { RunContext } from '../spec/wire.ts';
import type { RunSettings } from '../store/runs.ts';
import { checkRowFlags } from './check-row-flags.ts';
import { type RowFlags, rowOptionsOf } from './row-flags.ts';

/** Settings of a command for reading a file. */
interface RowSource extends Omit<ReadFileOptions, 'shapes' | 'map' | 'defaults'> {
  readonly flags: RowFlags;
  readonly config: Config;
  /** The library that `--tool` and `--kind` are checked against. */
  readonly library: Library;
  /** The settings of a row's run; by default those of the configuration. */
  readonly settingsOf?: (context: RunContext) => Promise<RunSettings>;
  /** False: each row is a group of its own. */
  readonly merge?: boolean;
}

/**
 * The one way from a file to its batches of rows: every command that reads rows sees them through the same mapping of columns,
 * the same defaults, the user's shapes, and hints as the configuration has them.
 * @throws UsageError at once, of `checkRowFlags`
 */
export function readBatches(
  file: string,
  { flags, config, library, settingsOf, merge = true, ...options }: RowSource,
): AsyncGenerator<FileBatch> {
  checkRowFlags(flags, library);
  const lines = readFile(file, { ...options, ...rowOptionsOf(flags, config) });
  const hints = settingsOf ? async (context: RunContext) => (await settingsOf(context)).hints : config.hints;
  return batchRows(lines, { hints, merge });
}

/** The rows of a file for a command that scores nothing and takes no flags of rows: the user's shapes are read here, too. */
export function readQueries(file: string, config: Config): AsyncGenerator<InputLine> {
  return readFile(file, rowOptionsOf({}, config));
}
