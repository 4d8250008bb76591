import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

/** Calls that change what stands on the disk. */
const CALLS = ['writeFileSync', 'fsyncSync', 'renameSync', 'rmSync', 'openSync', 'mkdirSync'] as const;

/**
 * For tests of crashes: from now on counts the steps of this process that may change the disk, and ends it with SIGKILL before a step.
 * @param killAt the number of that step, from 1; 0 for none
 * @returns the number of steps so far
 */
export function killAtStep(killAt: number): () => number {
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps === killAt) process.kill(process.pid, 'SIGKILL');
  };
  for (const name of CALLS) Object.assign(fs, { [name]: before(fs[name], step) });
  syncBuiltinESMExports();
  for (const [prototype, name] of [
    [DatabaseSync.prototype, 'exec'],
    [StatementSync.prototype, 'run'],
  ] as const)
    Object.defineProperty(prototype, name, { value: before(Reflect.get(prototype, name), step) });
  return () => steps;
}

function before(call: (...args: never[]) => unknown, step: () => void): (...args: unknown[]) => unknown {
  return function (this: unknown, ...args: unknown[]) {
    step();
    return Reflect.apply(call, this, args);
  };
}
