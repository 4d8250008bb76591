import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { peerPython } from '../peer-python.ts';
import { post } from './post.ts';

const SCRIPT = join(import.meta.dirname, '../peers/peer_scorers.py');
/** Versions are those of the package registry on the day on which the environment was made; the page says them. */
const PACKAGES = [
  'numpy',
  'regex',
  'math-verify==0.9.0',
  'sacrebleu==2.6.0',
  'rouge-score==0.1.2',
  'reasoning-gym',
  'fastapi',
  'uvicorn',
];

function scorersPython(): string {
  return peerPython('scorers', PACKAGES, ['verl==0.9.1']);
}

/** @returns what the script prints for a role that reads one JSON value */
export function askPeer<Found>(role: 'verdicts' | 'step', job: object): Found {
  const output = execFileSync(scorersPython(), [SCRIPT, role], {
    input: JSON.stringify(job),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output.trim().split('\n').at(-1)!) as Found;
}

export interface Server {
  readonly port: number;
  /** Of the process that answers. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts the FastAPI server of the peers' scorers, and waits until it answers. */
export async function startPeerServer(): Promise<Server> {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(scorersPython(), [SCRIPT, 'serve', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; ; tries++) {
    const isUp = await post(port, '/get_reward', '{"query":[],"prompts":[],"labels":[]}').then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (tries > 600) throw new Error('the FastAPI server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { port, pid: child.pid!, stop };
}
