import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');

/** Nothing of the caller's own rlar reaches the folder, and nothing is asked of a language model. */
const OWN_NAMES = /^RLAR_|^HF_ENDPOINT$/;

/** What a command said. */
export interface Said {
  readonly code: number | null;
  /** Its standard output; its error output where it wrote nothing else. */
  readonly text: string;
}

/** Runs commands of rlar as somebody who stands in a folder does, and ends those that still run. */
export class RlarInFolder {
  readonly #folder: string;
  readonly #running = new Set<ChildProcess>();
  #staying: ChildProcess | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param cassette answers of a language model that were recorded
   * @param onNote gets each line of its error output
   */
  run(
    args: readonly string[],
    { cassette, onNote }: { readonly cassette?: string; readonly onNote?: (line: string) => void } = {},
  ): Promise<Said> {
    const child = this.#start(args, 'pipe', cassette);
    let [out, err, rest] = ['', '', ''];
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      err += chunk;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onNote?.(line);
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, text: out || err })));
  }

  /** Runs a command that writes to the terminal by itself. @returns its exit code */
  stay(args: readonly string[]): Promise<number | null> {
    const child = this.#start(args, 'inherit');
    this.#staying = child;
    return new Promise((resolve) => child.on('close', resolve));
  }

  /** Ends what still runs, at once: an acquisition would first end its gate, and nobody goes on with it. */
  end(): void {
    for (const child of this.#running) child.kill(child === this.#staying ? 'SIGTERM' : 'SIGKILL');
  }

  #start(args: readonly string[], output: 'pipe' | 'inherit', cassette?: string): ChildProcess {
    const inherited = Object.entries(process.env).filter(([name]) => !OWN_NAMES.test(name));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
      cwd: this.#folder,
      env: {
        ...Object.fromEntries(inherited),
        ...(cassette !== undefined && { RLAR_LLM_CASSETTE: cassette }),
      },
      stdio: ['ignore', output, output],
    });
    this.#running.add(child);
    child.on('close', () => this.#running.delete(child));
    return child;
  }
}
