import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { asRlarError, RlarError } from '../spec/errors.ts';

interface OutputOptions {
  /** Bytes to keep of a file that is there already, for resuming; 0 starts anew. */
  readonly keepBytes?: number;
  /** Files that the command reads: none of them may be its output. */
  readonly inputs?: readonly string[];
}

/** Endings of formats that the commands do not write. */
const OTHER_FORMATS = new Set(['.parquet', '.csv', '.tsv', '.gz', '.zst', '.db']);
const SQLITE_HEADER = 'SQLite format 3\u0000';

/**
 * An output of text: a file, or standard output for `-`. A file that is there already keeps its content until the first
 * text is written, or until the command ends well without any: a command that fails before it has a result changes nothing.
 */
export class OutputFile {
  readonly #path: string;
  readonly #keepBytes: number;
  #handle: FileHandle | null = null;
  #bytes: number;

  private constructor(path: string, keepBytes: number) {
    this.#path = path;
    this.#keepBytes = keepBytes;
    this.#bytes = keepBytes;
  }

  /** @throws RLAR_OUTPUT_FAILED where the path is an input, a ledger, or no place that can be written */
  static open(path: string, { keepBytes = 0, inputs = [] }: OutputOptions = {}): OutputFile {
    if (path !== '-') refuseToDestroy(path, inputs);
    return new OutputFile(path, path === '-' ? 0 : keepBytes);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the system has taken the text. A closed pipe ends the process quietly, as `head` expects. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    if (this.#path !== '-') await this.#writeToFile(bytes);
    else if (!process.stdout.write(bytes))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    this.#bytes += bytes.length;
  }

  /** Ends the output of a command that did what it was asked: where there was nothing to write, the file is empty. */
  async finish(): Promise<void> {
    if (this.#path !== '-') await this.#open();
    await this.close();
  }

  /** Ends the output, whatever happened. A file to which nothing was written is as it was. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #writeToFile(bytes: Buffer): Promise<void> {
    const handle = await this.#open();
    try {
      // A disk that fills up takes a part of a text, and fails only when the rest comes.
      for (let taken = 0; taken < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, taken, bytes.length - taken, this.#bytes + taken);
        taken += bytesWritten;
      }
    } catch (thrown) {
      throw asRlarError(thrown, 'RLAR_OUTPUT_FAILED');
    }
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle;
    try {
      this.#handle = await open(this.#path, this.#keepBytes > 0 ? 'r+' : 'w');
      if (this.#keepBytes > 0) await this.#handle.truncate(this.#keepBytes);
      return this.#handle;
    } catch (thrown) {
      throw new RlarError(
        'RLAR_OUTPUT_FAILED',
        `cannot write ${this.#path}: ${asRlarError(thrown).message}`,
        {
          cause: thrown,
        },
      );
    }
  }
}

/**
 * Writes a whole text to a file that a command makes beside what it prints.
 * @throws RLAR_OUTPUT_FAILED where the path is a ledger, or no place that can be written
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  const output = OutputFile.open(path);
  try {
    await output.write(text);
    await output.finish();
  } finally {
    await output.close();
  }
}

function refuseToDestroy(path: string, inputs: readonly string[]): void {
  const fail = (reason: string, remedy?: string): never => {
    throw new RlarError('RLAR_OUTPUT_FAILED', `${path} ${reason}`, remedy ? { remedy } : {});
  };
  if (OTHER_FORMATS.has(extname(path).toLowerCase()))
    fail(
      `would hold text, which its ending ${extname(path)} denies`,
      'Name the output .jsonl, .json or .html.',
    );
  if (inputs.some((input) => input !== '-' && isSameFile(input, path)))
    fail('is an input of this command', 'Name another output: this one would be overwritten.');
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) fail('is a folder');
  if (!stats && !existsSync(resolve(path, '..')))
    fail(`cannot be made: there is no folder ${resolve(path, '..')}`);
  if (stats?.isFile() && startsWith(path, SQLITE_HEADER))
    fail('is a database, such as a ledger', 'Name another output: this one would be overwritten.');
}

/** The same file by whatever name: another path, a symbolic or a hard link. */
function isSameFile(left: string, right: string): boolean {
  if (resolve(left) === resolve(right)) return true;
  const [one, other] = [left, right].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function startsWith(path: string, header: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(header.length);
      return (
        readSync(file, bytes, 0, bytes.length, 0) === bytes.length && bytes.toString('latin1') === header
      );
    } finally {
      closeSync(file);
    }
  } catch {
    // What cannot be read is reported when it is written to.
    return false;
  }
}
