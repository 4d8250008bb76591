import type { ProcessUsage, RlarProcess } from './processes.ts';
import { type Proof, prove } from './prove.ts';
import { isClean, type Verdict } from './verdict.ts';

interface SoakProof extends Proof {
  readonly minutes: number;
}

/** A process over the time of the soak. */
interface Held {
  readonly role: string;
  /** Medians of the second and of the last quarter. */
  readonly megabytes: readonly [before: number, after: number];
  readonly descriptors: readonly [before: number, after: number];
}

const SAMPLE_MS = 5_000;
/** What a process may hold more in the last quarter than in the second before it counts as a leak. */
const MOST_GROWTH = 1.2;
const MOST_DESCRIPTORS_MORE = 8;
/** Milliseconds of the slowest request in a hundred. */
const MOST_P99_MS = 2_000;

/** Trainers that rest as long as they work, for a long time: memory, descriptors and latency must stay as they are. */
export async function soakProof(options: SoakProof): Promise<{
  verdict: Verdict & { readonly held: readonly Held[]; readonly p50: number; readonly p99: number };
  clean: boolean;
}> {
  const { minutes, tell } = options;
  const { verdict, seen, trainers } = await prove(
    options,
    { programs: 0.1, duty: 0.5 },
    async ({ processes }) => {
      tell(`${minutes} minutes at half load`);
      return watch(processes, minutes);
    },
  );
  const ms = [...trainers.requestMs].sort((left, right) => left - right);
  const at = (share: number) => Math.round(ms[Math.floor(share * (ms.length - 1))] ?? 0);
  const [p50, p99] = [at(0.5), at(0.99)];
  return {
    verdict: { ...verdict, held: seen, p50, p99 },
    clean: isClean(verdict) && seen.every(isFlat) && p99 <= MOST_P99_MS,
  };
}

async function watch(processes: readonly RlarProcess[], minutes: number): Promise<Held[]> {
  const samples: ProcessUsage[][] = processes.map(() => []);
  const end = performance.now() + minutes * 60_000;
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(SAMPLE_MS, minutes * 15_000)));
    for (const [at, process] of processes.entries()) samples[at]!.push(process.usage());
  }
  return processes.map(({ role }, at) => {
    const some = samples[at]!;
    const quarter = Math.ceil(some.length / 4);
    const [second, last] = [some.slice(quarter, 2 * quarter), some.slice(-quarter)];
    const both = (of: (sample: ProcessUsage) => number) =>
      [median(second.map(of)), median(last.map(of))] as const;
    return {
      role,
      megabytes: both(({ residentBytes }) => Math.round(residentBytes / 1e6)),
      descriptors: both(({ descriptors }) => descriptors),
    };
  });
}

function isFlat({ megabytes: [before, after], descriptors: [fewer, more] }: Held): boolean {
  return after <= before * MOST_GROWTH && more <= fewer + MOST_DESCRIPTORS_MORE;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
