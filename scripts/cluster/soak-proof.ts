import { deploy, type Shape } from './deployment.ts';
import { pythonOfClient } from './python.ts';
import { queryRows, soleRewards } from './queries.ts';
import { startTrainers } from './trainers.ts';
import { isClean, judge, type Verdict } from './verdict.ts';

interface SoakProof {
  readonly shape: Shape;
  readonly clients: number;
  readonly minutes: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
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
export async function soakProof({ shape, clients, minutes, seed, tell }: SoakProof): Promise<{
  verdict: Verdict & { readonly held: readonly Held[]; readonly p50: number; readonly p99: number };
  clean: boolean;
}> {
  const rows = queryRows(40, 0.1);
  const sole = await soleRewards(rows);
  tell(`processes: ${JSON.stringify(shape)}, ${minutes} minutes at half load`);
  const deployment = await deploy(shape);
  try {
    const { balancer, folder, directUrl, processes } = deployment;
    const trainers = startTrainers({
      url: balancer.url,
      rows,
      folder,
      clients,
      seed,
      python: pythonOfClient(),
      duty: 0.5,
    });
    const samples: { readonly residentBytes: number; readonly descriptors: number }[][] = processes.map(
      () => [],
    );
    const end = performance.now() + minutes * 60_000;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(SAMPLE_MS, minutes * 15_000)));
      for (const [at, process] of processes.entries()) samples[at]!.push(process.usage());
    }
    const ended = await trainers.stop();
    const held = processes.map(({ role }, at): Held => {
      const some = samples[at]!;
      const quarter = Math.ceil(some.length / 4);
      const [second, last] = [some.slice(quarter, 2 * quarter), some.slice(-quarter)];
      const both = (of: (sample: (typeof some)[number]) => number) =>
        [median(second.map(of)), median(last.map(of))] as const;
      return {
        role,
        megabytes: both(({ residentBytes }) => Math.round(residentBytes / 1e6)),
        descriptors: both(({ descriptors }) => descriptors),
      };
    });
    const judged = await judge({ url: directUrl, rows, sole, trainers, unended: clients - ended });
    const ms = [...trainers.requestMs].sort((left, right) => left - right);
    const at = (share: number) => Math.round(ms[Math.floor(share * (ms.length - 1))] ?? 0);
    const verdict = { ...judged, held, p50: at(0.5), p99: at(0.99) };
    return { verdict, clean: isClean(judged) && held.every(isFlat) && verdict.p99 <= MOST_P99_MS };
  } finally {
    await deployment.close();
  }
}

function isFlat({ megabytes: [before, after], descriptors: [fewer, more] }: Held): boolean {
  return after <= before * MOST_GROWTH && more <= fewer + MOST_DESCRIPTORS_MORE;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}
