import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residentBytes } from '../../src/sandbox/program/resident-memory.ts';
import type { ServedHealth } from './served.ts';

/** A served process, and what it says of itself. */
export interface Served {
  readonly port: number;
  /** Whether the process ended by itself. */
  readonly isDead: () => boolean;
  /** @returns how it was since it was asked before */
  readonly health: () => Promise<ServedHealth>;
  /** @returns bytes of the process in memory; 0 where the system does not say */
  readonly memory: () => number;
  readonly close: () => Promise<void>;
}

/** Starts a server with a ledger of its own on a free port of this machine. */
export async function openServed(): Promise<Served> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-redteam-'));
  const child = fork(join(import.meta.dirname, 'served.ts'), [home], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, RLAR_TOKEN: '', RLAR_LOG_LEVEL: 'silent' },
  });
  const gone = once(child, 'exit');
  const { port } = await answer<{ port: number }>(child, gone);
  const isDead = () => child.exitCode !== null || child.signalCode !== null;
  return {
    port,
    isDead,
    health: () => {
      child.send('health');
      return answer<ServedHealth>(child, gone);
    },
    memory: () => residentBytes(child.pid!),
    close: async () => {
      if (!isDead()) child.kill('SIGKILL');
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function answer<Message>(child: ChildProcess, gone: Promise<unknown>): Promise<Message> {
  const told = once(child, 'message') as Promise<[Message]>;
  const first = await Promise.race([told, gone.then(() => null)]);
  if (first === null) throw new Error('the served process ended');
  return first[0];
}
