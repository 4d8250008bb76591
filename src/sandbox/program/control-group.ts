import {
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  rmdirSync,
  write,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { attempt, type Controller, type Hierarchy, readControl, weigh } from './control-hierarchy.ts';

/** Part of its usual share that a slow sandbox has, and times it that an urgent one has. */
const YIELDING = 1 / 8;
const URGENT = 4;
/** One processor, as microseconds of a period; so that one sandbox takes up no more, however many threads it starts. */
const ONE_PROCESSOR = 100_000;

/** One group of processes. Reused: making and removing one costs more than resetting it. */
export class ControlGroup {
  readonly #version: 1 | 2;
  readonly #folders: ReadonlyMap<Controller, string>;
  /** Open for as long as the group lasts: where processes are put in, once a folder. */
  readonly #doors: readonly number[];
  /** Version 2 resets its peak for the reader that asks, from Linux 6.12 on. */
  readonly #peak: number | null;
  #peakKnown = false;
  #cpuAtStart = 0;
  #killsAtStart = 0;
  #part = 0;
  #processors: number | null = null;
  #memoryBytes = 0;
  #processes = 0;

  constructor(of: Hierarchy, name: string) {
    this.#version = of.version;
    const parents = Object.entries(of.folders) as [Controller, string][];
    this.#folders = new Map(parents.map(([controller, parent]) => [controller, join(parent, name)]));
    for (const folder of this.#places()) mkdirSync(folder, { recursive: true });
    this.#doors = this.#places().map((folder) => openSync(join(folder, 'cgroup.procs'), 'r+'));
    this.#peak = this.#version === 2 ? this.#open('memory.peak') : null;
    this.#weigh(1);
  }

  #places(): string[] {
    return [...new Set(this.#folders.values())];
  }

  #open(file: string): number | null {
    const folder = this.#folders.get('memory');
    let found: number | null = null;
    if (folder !== undefined)
      attempt(() => {
        found = openSync(join(folder, file), 'r+');
      });
    return found;
  }

  /** Sets the share of the processor, as a part of what a sandbox usually has. */
  #weigh(part: number): void {
    const folder = this.#folders.get('cpu');
    if (folder === undefined || part === this.#part) return;
    weigh(folder, this.#version, part);
    // All sandboxes together are weighed against the rest of the machine.
    if (part === URGENT || this.#part === URGENT)
      weigh(dirname(folder), this.#version, Math.max(1, part) * availableParallelism());
    this.#part = part;
  }

  /** A program that is slow yields to everything else until the next reset. */
  demote(): void {
    this.#weigh(YIELDING);
  }

  /** A program that the machine had no processor for goes before others until the next reset. */
  promote(): void {
    this.#weigh(URGENT);
  }

  /** Bounds the processors that all of it may use together; null for all that there are. */
  #limitProcessors(processors: number | null): void {
    const quota = processors === null ? null : processors * ONE_PROCESSOR;
    if (this.#version === 2) this.#write('cpu', 'cpu.max', `${quota ?? 'max'} ${ONE_PROCESSOR}`);
    else this.#write('cpu', 'cpu.cfs_quota_us', String(quota ?? -1));
  }

  #write(controller: Controller, file: string, value: string): boolean {
    const folder = this.#folders.get(controller);
    return folder !== undefined && attempt(() => writeFileSync(join(folder, file), value));
  }

  #number(controller: Controller, file: string, pattern?: RegExp): number | null {
    const folder = this.#folders.get(controller);
    const text = folder === undefined ? null : readControl(join(folder, file));
    const found = text === null ? undefined : pattern ? pattern.exec(text)?.[1] : text;
    return found === undefined || !/^\d+$/.test(found) ? null : Number(found);
  }

  /**
   * Sets the bounds and starts to count from zero.
   * @param processors that all of it may use at one time; null for all that there are
   */
  reset(memoryBytes: number, processes: number, processors: number | null = 1): void {
    this.#weigh(1);
    if (processors !== this.#processors) this.#limitProcessors(processors);
    this.#processors = processors;
    if (memoryBytes !== this.#memoryBytes) this.#limitMemory(memoryBytes);
    if (processes !== this.#processes) this.#write('pids', 'pids.max', String(processes));
    this.#memoryBytes = memoryBytes;
    this.#processes = processes;
    const peak = this.#peak;
    if (this.#version === 1) this.#peakKnown = this.#write('memory', 'memory.max_usage_in_bytes', '0');
    else this.#peakKnown = peak !== null && attempt(() => writeSync(peak, 'reset', 0));
    this.#cpuAtStart = this.#cpuMs() ?? 0;
    this.#killsAtStart = this.#kills();
  }

  #limitMemory(bytes: number): void {
    if (this.#version === 1) {
      this.#write('memory', 'memory.memsw.limit_in_bytes', '-1');
      this.#write('memory', 'memory.limit_in_bytes', String(bytes));
      this.#write('memory', 'memory.memsw.limit_in_bytes', String(bytes));
    } else {
      this.#write('memory', 'memory.max', String(bytes));
      this.#write('memory', 'memory.swap.max', '0');
    }
  }

  /**
   * Moves a process, and what it will start, into the group. The kernel may wait some milliseconds before it does, so
   * this is not done on the thread that everything else runs on.
   */
  async add(pid: number): Promise<void> {
    await Promise.all(
      this.#doors.map((door) => new Promise<void>((resolve) => write(door, String(pid), 0, () => resolve()))),
    );
  }

  #cpuMs(): number | null {
    if (this.#version === 2) {
      const micros = this.#number('cpuacct', 'cpu.stat', /usage_usec (\d+)/);
      return micros === null ? null : micros / 1e3;
    }
    const nanos = this.#number('cpuacct', 'cpuacct.usage');
    return nanos === null ? null : nanos / 1e6;
  }

  #kills(): number {
    const file = this.#version === 1 ? 'memory.oom_control' : 'memory.events';
    return this.#number('memory', file, /oom_kill (\d+)/) ?? 0;
  }

  /** Milliseconds of processor time since the last reset. */
  cpuMs(): number | null {
    const now = this.#cpuMs();
    return now === null ? null : now - this.#cpuAtStart;
  }

  /** Most bytes in use at one time since the last reset; null where this cannot be told. */
  peakMemoryBytes(): number | null {
    if (!this.#peakKnown) return null;
    if (this.#peak === null) return this.#number('memory', 'memory.max_usage_in_bytes');
    const text = Buffer.alloc(32);
    const peak = this.#peak;
    attempt(() => readSync(peak, text, 0, text.length, 0));
    const found = /^\d+/.exec(text.toString('latin1'))?.[0];
    return found === undefined ? null : Number(found);
  }

  /** Whether the kernel killed a process of the group for want of memory since the last reset. */
  memoryExceeded(): boolean {
    return this.#kills() > this.#killsAtStart;
  }

  /** Ids of the processes still in the group. */
  processes(): number[] {
    const [folder] = this.#places();
    const text = folder === undefined ? null : readControl(join(folder, 'cgroup.procs'));
    return text ? text.split('\n').filter(Boolean).map(Number) : [];
  }

  /** Whether nothing of what ran in it is left: the kernel counts killed processes a little longer than it lists them. */
  empty(): boolean {
    return (this.#number('pids', 'pids.current') ?? this.processes().length) === 0;
  }

  remove(): void {
    for (const descriptor of [...this.#doors, ...(this.#peak === null ? [] : [this.#peak])])
      attempt(() => closeSync(descriptor));
    for (const folder of this.#places()) attempt(() => rmdirSync(folder));
  }
}
