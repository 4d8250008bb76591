import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Role } from '../../src/server/roles.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
/** Ticks of the processor clock in a second, on every Linux that Node knows. */
const TICKS = 100;
const START_MS = 300_000;
const AGAIN_MS = 500;
/** As the installed command starts it. */
const FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'];

/** One process of a deployment, which is started again when it was ended. */
export interface RlarProcess {
  readonly role: Role;
  readonly port: number;
  readonly pid: number;
  /** Resolves when `/readyz` says yes. */
  ready(): Promise<void>;
  /** Ends it at once, as a machine that dies, and starts it again. */
  kill(): Promise<void>;
  /** Has it stop as a deployment does, and starts another in its place. @returns the exit status */
  restart(): Promise<number | null>;
  end(): Promise<void>;
  usage(): ProcessUsage;
}

/** Seconds of processor time so far, and what a process holds now. */
export interface ProcessUsage {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly descriptors: number;
}

/** @param folder where it finds its configuration */
export function startProcess(
  role: Role,
  port: number,
  folder: string,
  environment: NodeJS.ProcessEnv,
): RlarProcess {
  let before = 0;
  let isWanted = true;
  const start = (): ChildProcess => {
    const started = spawn(
      process.execPath,
      [...FLAGS, MAIN, 'serve', '--role', role, '--port', String(port), '--drain', '1.5'],
      {
        env: { ...process.env, RLAR_LOG_LEVEL: 'fatal', ...environment },
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    // As a supervisor does: one that ends by itself, for want of the database say, is started again.
    started.on('exit', () => {
      if (isWanted && started === child) setTimeout(() => isWanted && (child = start()), AGAIN_MS);
    });
    return started;
  };
  let child = start();
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    isWanted = false;
    before += cpuSecondsOf(child.pid!);
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await ended)[0];
  };
  const again = (): void => {
    isWanted = true;
    child = start();
  };
  return {
    role,
    port,
    get pid() {
      return child.pid!;
    },
    ready: () => untilReady(role, port),
    async kill() {
      await end('SIGKILL');
      again();
    },
    async restart() {
      const status = await end('SIGTERM');
      again();
      return status;
    },
    async end() {
      await end('SIGTERM');
    },
    usage() {
      const { pid } = child;
      return {
        cpuSeconds: before + cpuSecondsOf(pid!),
        residentBytes: residentBytesOf(pid!),
        descriptors: descriptorsOf(pid!),
      };
    },
  };
}

/** Resolves when `/readyz` says yes at a port, of a process or of the balancer. */
export async function untilReady(name: string, port: number): Promise<void> {
  const last = performance.now() + START_MS;
  while (!(await isReady(port))) {
    if (performance.now() > last) throw new Error(`${name} on port ${port} was not ready in ${START_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) });
    return ok;
  } catch {
    return false;
  }
}

/** @returns the processor time of a process and of the children that it has waited for */
export function cpuSecondsOf(pid: number): number {
  const fields =
    readProc(pid, 'stat')
      ?.replace(/^.*\) /s, '')
      .split(' ') ?? [];
  return [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0) / TICKS;
}

/** Of a process and of those that it has started and that still run. */
export function cpuSecondsOfTree(pid: number): number {
  const children = (readProc(pid, `task/${pid}/children`) ?? '').split(' ').filter((child) => child !== '');
  return children.reduce((sum, child) => sum + cpuSecondsOfTree(Number(child)), cpuSecondsOf(pid));
}

function residentBytesOf(pid: number): number {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readProc(pid, 'status') ?? '')?.[1] ?? 0);
}

function descriptorsOf(pid: number): number {
  return countDescriptors(pid);
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}

function countDescriptors(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** @returns ports that are free now */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const server of servers) {
    if (!server.listening) await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address !== 'string') ports.push(address.port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
