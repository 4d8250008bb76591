import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Places } from '../places.ts';
import { type BoundedOutput, readBounded } from './bounded-output.ts';
import { droppedUser, findBubblewrap } from './bubblewrap.ts';
import { bubblewrapArguments, FIRST_FILE_FD, type SandboxCommand, SECCOMP_FD } from './command-arguments.ts';
import type { ControlGroup } from './control-group.ts';
import { returnControlGroup, takeControlGroup } from './control-groups.ts';
import {
  BLOCK_FD,
  killProcess,
  readableAt,
  readStatus,
  type Status,
  writableAt,
  yieldProcessor,
} from './first-process.ts';
import { sandboxStdio } from './inherited-descriptors.ts';
import { watchMemory } from './resident-memory.ts';
import { seccompFilter } from './seccomp.ts';
import { SLOW_MS, Slots } from './slots.ts';
import { processorMs, processTree, readThreads } from './thread-times.ts';
import { TimeLimit } from './time-limit.ts';

/** What came of it, unjudged. */
export interface SandboxRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: BoundedOutput;
  readonly stderr: BoundedOutput;
  readonly wallMs: number;
  readonly waitedMs: number;
  readonly cpuMs: number | null;
  readonly peakMemoryBytes: number | null;
  readonly stoppedFor: 'wall-time' | 'starved' | 'output' | null;
  readonly memoryExceeded: boolean;
  /** Whether the program was started at all; otherwise bubblewrap itself failed, and stderr says why. */
  readonly started: boolean;
}

const SLOTS = new Slots(availableParallelism(), availableParallelism() * 4);
/** Sandboxes that are set up ahead, so that a processor that is free has a program to run at once. */
const PREPARING = new Places(2);
const START_MS = 10_000;
/**
 * bubblewrap is killed first: as our own child it cannot be mistaken for another process by a number that was given
 * out again, and what is in it dies with it. Its first process is killed by number only if that did not do in time.
 */
const LAST_MS = 300;
/** A sandbox that is set up and waits for a word before the program in it starts. */
interface Prepared {
  readonly child: ChildProcess;
  readonly group: ControlGroup | null;
  readonly first: number | null;
  readonly status: Status;
  readonly stdout: BoundedOutput;
  readonly stderr: BoundedOutput;
  readonly closed: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Ends it; the first reason given is the one that counts. */
  stop(reason: NonNullable<SandboxRun['stoppedFor']>): void;
  stoppedFor(): SandboxRun['stoppedFor'];
  /** Lets it yield once it has used the processor for as long as what is slow. */
  demote(): void;
  look(ranMs: number): void;
}

/**
 * Runs one command in a new sandbox and waits until nothing of it is left. The program is held back until its process
 * is in its control group and a processor is free; killing the first process of its PID namespace kills all others
 * with it. One that the machine had no processor for is run once more, before others.
 * @throws RLAR_SANDBOX_MISSING
 */
export async function spawnSandbox(what: SandboxCommand): Promise<SandboxRun> {
  const first = await spawnOnce(what, false);
  return first.stoppedFor === 'starved' ? spawnOnce(what, true) : first;
}

async function spawnOnce(what: SandboxCommand, urgent: boolean): Promise<SandboxRun> {
  const [prepared, leave] = await PREPARING.run(async () => {
    const ready = await prepare(what, urgent);
    return [ready, await SLOTS.enter(() => ready.demote(), what.slowMs)] as const;
  });
  try {
    return await run(what, prepared);
  } finally {
    returnControlGroup(prepared.group);
    leave();
  }
}

async function prepare(what: SandboxCommand, urgent: boolean): Promise<Prepared> {
  const bubblewrap = findBubblewrap();
  const filter = seccompFilter();
  const names = Object.keys(what.files);
  const group = takeControlGroup();
  group?.reset(what.limits.memoryBytes, what.limits.processes + 4);
  if (urgent) group?.promote();
  const child = spawn(bubblewrap, bubblewrapArguments(what, names, filter !== null), {
    ...droppedUser(),
    cwd: '/',
    env: {},
    stdio: sandboxStdio(FIRST_FILE_FD + names.length),
  });
  const closed = new Promise<Awaited<Prepared['closed']>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const status = readStatus(child);
  let first: number | null = null;
  let stoppedFor: SandboxRun['stoppedFor'] = null;
  const stop: Prepared['stop'] = (reason) => {
    if (stoppedFor !== null) return;
    stoppedFor = reason;
    child.kill('SIGKILL');
    const last = setTimeout(() => killProcess(first), LAST_MS);
    void closed.then(() => clearTimeout(last));
  };
  const stdout = readBounded(readableAt(child, 1), what.limits.outputBytes, () => stop('output'));
  const stderr = readBounded(readableAt(child, 2), what.limits.outputBytes, () => stop('output'));
  writableAt(child, SECCOMP_FD)?.end(filter ?? '');
  names.forEach((name, index) => {
    writableAt(child, FIRST_FILE_FD + index)?.end(what.files[name]);
  });
  const startup = setTimeout(() => stop('wall-time'), START_MS);
  first = await status.first;
  clearTimeout(startup);
  if (first) await (group?.add(first) ?? yieldProcessor(first));
  let yields = false;
  return {
    child,
    group,
    first,
    status,
    stdout,
    stderr,
    closed,
    stop,
    stoppedFor: () => stoppedFor,
    demote: () => {
      yields = true;
    },
    look: (ranMs) => {
      if (yields && !urgent && ranMs >= (what.slowMs ?? SLOW_MS)) group?.demote();
    },
  };
}

async function run(what: SandboxCommand, prepared: Prepared): Promise<SandboxRun> {
  const { child, group, first, status, stdout, stderr, closed, stop, stoppedFor } = prepared;
  const start = performance.now();
  const time = new TimeLimit({
    limitMs: what.limits.wallMs,
    fresh: true,
    read: () => readThreads(group?.processes() ?? (first ? processTree(first) : [])),
    usedMs: () => group?.cpuMs() ?? processorMs(first ? processTree(first) : []),
    onOver: (why) => stop(why === 'time' ? 'wall-time' : 'starved'),
    onLook: (ranMs) => prepared.look(ranMs),
  }).watch();
  let memoryOver = false;
  const endWatch = group
    ? () => {}
    : watchMemory({
        first: () => first,
        bytes: what.limits.memoryBytes,
        onOver: () => {
          memoryOver = true;
          child.kill('SIGKILL');
          killProcess(first);
        },
      });
  writableAt(child, BLOCK_FD)?.end('go');
  writableAt(child, 0)?.end(what.stdin);
  const { code, signal } = await closed;
  time.stop();
  endWatch();
  for (const left of group?.processes() ?? []) killProcess(left);
  const memoryExceeded = memoryOver || (group?.memoryExceeded() ?? false);
  return {
    exitCode: code,
    signal,
    stdout,
    stderr,
    wallMs: performance.now() - start,
    waitedMs: time.starvedMs,
    cpuMs: group?.cpuMs() ?? null,
    peakMemoryBytes: group?.peakMemoryBytes() ?? null,
    stoppedFor: stoppedFor(),
    memoryExceeded,
    started: first !== null && (status.ended() || stoppedFor() !== null || memoryExceeded),
  };
}
