import { mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export type Controller = 'memory' | 'pids' | 'cpu' | 'cpuacct';

/** Where this process may make control groups. */
export interface Hierarchy {
  readonly version: 1 | 2;
  /** Folder of each controller that can be used; with version 2 the same folder for all. */
  readonly folders: Readonly<Partial<Record<Controller, string>>>;
}

const OWN = `rlar-${process.pid}`;
const CONTROLLERS: readonly Controller[] = ['memory', 'pids', 'cpu', 'cpuacct'];

/** @returns whether the action did not throw: what the kernel refuses here is done without */
export function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** @returns the text of a small file, or null */
export function readControl(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** Share of a sandbox when processors are short; everything else on the machine has 1,024 (version 2: 100). */
const CPU_SHARES = 512;
const CPU_WEIGHT = 50;

/**
 * Sets a folder's share of the processors, as a part of what one sandbox usually has. All sandboxes together have one such
 * share for each processor, so that the first on a machine of many processors is not left behind by everything else.
 */
export function weigh(folder: string, version: 1 | 2, part: number): void {
  const [file, share] =
    version === 1 ? ['cpu.shares', CPU_SHARES * part] : ['cpu.weight', Math.ceil(CPU_WEIGHT * part)];
  attempt(() => writeFileSync(join(folder, file), String(Math.min(share, 10_000))));
}

/** Removes what a killed service left: groups named after a process that is gone. Busy ones refuse. */
function removeStale(parent: string): void {
  let names: string[] = [];
  attempt(() => {
    names = readdirSync(parent);
  });
  for (const name of names) {
    const owner = /^rlar-(\d+)$/.exec(name)?.[1];
    if (!owner || name === OWN || readControl(`/proc/${owner}/stat`) !== null) continue;
    attempt(() => {
      for (const child of readdirSync(join(parent, name), { withFileTypes: true }))
        if (child.isDirectory()) attempt(() => rmdirSync(join(parent, name, child.name)));
      rmdirSync(join(parent, name));
    });
  }
}

/** Version 1: one tree for each controller, some of them joined under one folder. */
function findFirst(root: string, lines: readonly string[][]): Hierarchy | null {
  const folders: Partial<Record<Controller, string>> = {};
  for (const controller of CONTROLLERS) {
    const path = lines.find(([, names]) => names?.split(',').includes(controller))?.[2];
    if (path === undefined) continue;
    const parent = join(root, controller, path);
    if (readControl(join(parent, 'cgroup.procs')) === null) continue;
    const own = join(realpathSync(parent), OWN);
    removeStale(parent);
    if (attempt(() => mkdirSync(own, { recursive: true }))) folders[controller] = own;
  }
  if (folders.cpu) weigh(folders.cpu, 1, availableParallelism());
  return folders.memory || folders.pids ? { version: 1, folders } : null;
}

/** Version 2: one tree, whose controllers are handed down from folder to folder. */
function findSecond(root: string, lines: readonly string[][]): Hierarchy | null {
  const path = lines.find(([, names]) => names === '')?.[2];
  if (path === undefined) return null;
  const parent = join(root, path);
  const own = join(parent, OWN);
  removeStale(parent);
  const usable = attempt(() => {
    writeFileSync(join(parent, 'cgroup.subtree_control'), '+memory +pids +cpu');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'cgroup.subtree_control'), '+memory +pids +cpu');
    weigh(own, 2, availableParallelism());
  });
  return usable ? { version: 2, folders: { memory: own, pids: own, cpu: own, cpuacct: own } } : null;
}

/**
 * @param root where the trees are mounted
 * @param membership the text of /proc/self/cgroup
 * @returns null where no group can be made
 */
export function findHierarchy(root: string, membership: string): Hierarchy | null {
  const lines = membership.split('\n').map((line) => line.split(':'));
  return findFirst(root, lines) ?? findSecond(root, lines);
}
