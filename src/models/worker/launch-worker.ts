import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Launched } from '../../sandbox/functions/launched.ts';
import { torchIsHere, torchPython } from './torch-environment.ts';

/** What runs a model. `built-in`: rlar itself · `torch`: transformers, in a Python environment that rlar made */
export const ENGINES = ['built-in', 'torch'] as const;
export type Engine = (typeof ENGINES)[number];

const NOWHERE = { packages: [], relays: [], filter: '' } as const;
/** Workers that run, to be ended where this process ends without having closed them. */
const running = new Set<ChildProcess>();
let watched = false;

/**
 * Starts the process of a worker. It has an empty environment, and no other way in or out than its pipes; it ends when
 * they do, so that it outlives nobody.
 * @param home where the Python environment is; of `torch` alone
 */
export function launchWorker(engine: Engine, home: string): Launched {
  const [command, args] = engine === 'torch' ? torchCommand(home) : builtInCommand();
  const child = spawn(command, args, {
    cwd: '/',
    env: environment(engine),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.on('error', () => {});
  running.add(child);
  if (!watched) process.once('exit', () => running.forEach((open) => void open.kill('SIGKILL')));
  watched = true;
  return {
    child,
    surroundings: NOWHERE,
    kill: () => void child.kill('SIGKILL'),
    gone: () => {
      running.delete(child);
      return false;
    },
  };
}

function builtInCommand(): [string, string[]] {
  const file = `main.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16'];
  return [process.execPath, [...flags, join(import.meta.dirname, file)]];
}

function torchCommand(home: string): [string, string[]] {
  return [torchPython(home), ['-I', '-B', join(import.meta.dirname, 'python', 'worker.py')]];
}

/** A GPU's libraries are found by names that belong to the machine; nothing else of the environment is handed on. */
function environment(engine: Engine): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE, CUDA_VISIBLE_DEVICES, LD_LIBRARY_PATH } = process.env;
  const given =
    engine === 'torch'
      ? {
          CUDA_VISIBLE_DEVICES,
          LD_LIBRARY_PATH,
          HF_HUB_OFFLINE: '1',
          TRANSFORMERS_OFFLINE: '1',
          HOME: '/nonexistent',
        }
      : { NODE_COMPILE_CACHE };
  return { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', ...given };
}

/** @returns whether the packages that an engine needs are here */
export function engineIsHere(engine: Engine, home: string): boolean {
  return engine === 'built-in' || torchIsHere(home);
}
