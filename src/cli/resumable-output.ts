import { claimOutput, holdOutput, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { OutputFile } from './output-file.ts';
import { emptyReport, type Report } from './report.ts';

interface ResumableOptions {
  /** Path, `-` for standard output, or null for no output. */
  readonly out: string | null;
  readonly input: string;
  /** Bytes of the input; null where they are not known. */
  readonly inputBytes: number | null;
  readonly resume: boolean;
  /** Name of the run, where the output does not go on with another. */
  readonly run: string;
}

/**
 * The output of `rlar score`, with the checkpoint beside it that `--resume` goes on from. Both appear with the first
 * result: a command that fails before it changes nothing.
 */
export class ResumableOutput {
  readonly #file: OutputFile | null;
  readonly #options: ResumableOptions;
  #release: (() => void) | null = null;
  readonly report: Report;
  readonly run: string;
  /** Lines of the input that the output answers already. */
  readonly lines: number;

  /**
   * @throws RLAR_OUTPUT_FAILED where the output would destroy something, another process writes it, or there is nothing to
   * resume
   */
  constructor(options: ResumableOptions) {
    const { out, input, inputBytes, resume } = options;
    const path = out === '-' ? null : out;
    this.#options = options;
    if (path !== null) {
      OutputFile.open(path, { inputs: [input] });
      claimOutput(path);
    }
    const before = resume && path !== null ? readCheckpoint(path, input, inputBytes) : null;
    this.#file =
      out === null ? null : OutputFile.open(out, { inputs: [input], keepBytes: before?.outBytes ?? 0 });
    this.report = before?.report ?? emptyReport();
    this.run = before?.run ?? options.run;
    this.lines = before?.lines ?? 0;
  }

  /** Writes results, and that the output now answers the input up to `lines`. */
  async write(text: string, lines: number): Promise<void> {
    const { out, input, inputBytes } = this.#options;
    if (this.#file && text) await this.#file.write(text);
    if (!this.#file || out === null || out === '-') return;
    writeCheckpoint(out, {
      input,
      inputBytes,
      run: this.run,
      pid: process.pid,
      lines,
      outBytes: this.#file.bytes,
      report: this.report,
    });
    this.#release ??= holdOutput(out);
  }

  /** @param complete whether the whole input was answered; otherwise the checkpoint stays */
  async close(complete: boolean): Promise<void> {
    this.#release?.();
    const { out } = this.#options;
    if (!complete || !this.#file) return this.#file?.close();
    await this.#file.finish();
    if (out !== null && out !== '-') removeCheckpoint(out);
  }
}
