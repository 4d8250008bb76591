import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CommandEnd } from './rlar-in-process.ts';

/** What a test has to say itself, whatever the environment of whoever runs it says. */
const NOTHING = {
  RLAR_HOME: '',
  RLAR_LLM_BASE_URL: '',
  RLAR_LLM_MODEL: '',
  RLAR_LLM_PROVIDER: '',
  RLAR_LLM_CASSETTE: '',
};

interface ProcessEnd extends Omit<CommandEnd, 'code'> {
  readonly code: number | null;
  /** Output and errors, in the order in which they came. */
  readonly both: string;
}

/**
 * Runs `rlar` in a process of its own, without home and model unless `env` names them.
 * @param folder where it runs
 */
export async function rlarProcess(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Promise<ProcessEnd> {
  const main = join(import.meta.dirname, '../cli/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { ...process.env, ...NOTHING, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err, both] = ['', '', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
    both += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    both += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err, both };
}
