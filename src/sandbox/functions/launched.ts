import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionSettings } from './function-spec.ts';

/** What a process needs to be started. */
export type LaunchSettings = Pick<
  FunctionSettings,
  'source' | 'environment' | 'memoryBytes' | 'trust' | 'grants'
>;

/** A granted host, as the process in the sandbox sees it: an address of its own, behind which is a socket of ours. */
export interface RelayedHost {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly socket: string;
}

/** What a process is told of where it is. */
export interface Surroundings {
  /** Where it finds its packages, as patterns of file names. */
  readonly packages: readonly string[];
  readonly relays: readonly RelayedHost[];
  /** The system call filter, as base64, where the process sets it itself because it needs more before. */
  readonly filter: string;
}

/** A process that waits for its first frame. */
export interface Launched {
  readonly child: ChildProcess;
  readonly surroundings: Surroundings;
  /** @returns milliseconds on a processor of all that ran in it so far, those that are gone too, where somebody counts them */
  usedMs?(): number;
  /** Kills it and all that it started. */
  kill(): void;
  /** To be called once, after the process has ended. @returns whether it ended for want of memory */
  gone(): boolean;
}

const MODULES = ['host', 'invoke', 'shape', 'stubs', 'relay', '../../program/python/isolate'] as const;
/** Our interpreter's flags: nothing of the machine's own packages, no folders of the user, no bytecode. */
export const INTERPRETER = ['/usr/bin/python3', '-s', '-S', '-B'] as const;

let modules: readonly (readonly [string, Buffer])[] | undefined;

/** @returns the files of the process, by name: ours, and the function */
export function filesOf(source: string): (readonly [string, string | Buffer])[] {
  modules ??= MODULES.map((path) => [
    `${path.split('/').at(-1)}.py`,
    readFileSync(join(import.meta.dirname, 'python', `${path}.py`)),
  ]);
  return [...modules, ['function.py', source]];
}
