import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = join(import.meta.dirname, '../../src/cli/main.ts');

/** A server of rlar over the home in a folder. */
export interface Served {
  readonly url: string;
  /** @returns a command of rlar over the same home, for a shell */
  command(...args: string[]): string;
  /** Runs a command of rlar over the same home. @throws Error with what it said, where it fails */
  run(...args: string[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error with what the server wrote, where it ends before it listens */
export async function served(folder: string): Promise<Served> {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', main];
  const environment = { RLAR_HOME: join(folder, 'home'), RLAR_LOG_LEVEL: 'error' };
  const given = { cwd: folder, env: { ...process.env, ...environment, RLAR_TOKEN: '' } };
  const child = spawn(node[0]!, [...node.slice(1), 'serve', '--port', '0'], given);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', () => reject(new Error(said)));
  });
  return {
    url,
    command: (...args) =>
      [`RLAR_HOME='${environment.RLAR_HOME}'`, ...[...node, ...args].map((one) => `'${one}'`)].join(' '),
    run: async (...args) => {
      await promisify(execFile)(node[0]!, [...node.slice(1), ...args], given);
    },
    close: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
