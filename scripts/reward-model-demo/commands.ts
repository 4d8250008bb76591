import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const main = join(import.meta.dirname, '../../src/cli/main.ts');
const rewards = z.object({ items: z.array(z.looseObject({ reward: z.number().nullable() })) });

/** What a command wrote. */
export interface Said {
  readonly out: string;
  readonly err: string;
}

/** @returns rlar as a user of a folder runs it, with a home in that folder and without a language model */
export function rlarIn(folder: string, hub: string) {
  const start = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      cwd: folder,
      env: {
        ...process.env,
        HF_ENDPOINT: hub,
        HF_TOKEN: '',
        RLAR_HOME: join(folder, 'home'),
        RLAR_TOKEN: '',
        RLAR_LLM_BASE_URL: '',
        RLAR_LLM_CASSETTE: '',
        ...environment,
      },
    });

  async function rlar(...args: string[]): Promise<Said> {
    return told(args, () => {});
  }

  /** Runs a command. @param onLine gets each line of its error output as it comes */
  async function told(
    args: readonly string[],
    onLine: (line: string) => void,
    environment?: NodeJS.ProcessEnv,
  ): Promise<Said> {
    const child = start(args, environment);
    createInterface({ input: child.stderr }).on('line', onLine);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += chunk));
    child.stderr.on('data', (chunk) => (said.err += chunk));
    await new Promise((resolve) => child.on('close', resolve));
    return said;
  }

  /** Starts a server, posts one group to it and ends it. @returns the rewards */
  async function post(group: object): Promise<(number | null)[]> {
    const server = start(['serve', '--port', '0']);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let text = '';
        const read = (chunk: Buffer): void => {
          text += chunk.toString('utf8');
          const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
          if (found) resolve(found);
        };
        server.stdout.on('data', read);
        server.stderr.on('data', read);
        server.on('close', () => reject(new Error(text)));
      });
      const response = await fetch(`${url}/v1/rewards`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ groups: [group] }),
      });
      return rewards.parse(await response.json()).items.map(({ reward }) => reward);
    } finally {
      server.kill('SIGTERM');
    }
  }
  return { rlar, told, post };
}
