import { monitorEventLoopDelay } from 'node:perf_hooks';
import { workerPool } from '../../src/sandbox/program/worker-pool.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { Random } from '../../src/spec/random.ts';
import type { Draw } from './hostile-frames.ts';
import { closeTargets, prepared, targets } from './targets.ts';

const HONEST = {
  tests: { test: 'assert f(3) == 9', entry_point: 'f' },
  text: '```python\ndef f(x): return x * x\n```',
};
const CALLERS = 4;
/** An honest neighbour is judged after each of these. */
const HONEST_EVERY = 25;

/** What came of an attack on the sandboxes. */
export interface RedTeamReport {
  readonly candidates: number;
  /** Exceptions that nobody caught: each of them ends a service. */
  readonly deaths: number;
  readonly forged: readonly { readonly target: string; readonly source: string }[];
  readonly unscored: number;
  readonly failed: number;
  readonly deadlines: number;
  /** How often a run ended in each way. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** How many programs were made for each target. */
  readonly targets: Readonly<Record<string, number>>;
  readonly honestWrong: number;
  readonly loopDelayMs: number;
}

/** Judges candidates that a seed makes, all of them wrong. */
export async function attackSandbox(candidates: number, seed: number): Promise<RedTeamReport> {
  const random = new Random(seed);
  const draw: Draw = (below) => random.below(below);
  const all = targets();
  const chances = all.flatMap((target) => Array.from({ length: target.weight }, () => target));
  const honest = prepared(HONEST.tests);
  const counts = { deaths: 0, unscored: 0, failed: 0, deadlines: 0, honestWrong: 0 };
  const outcomes: Record<string, number> = {};
  const made: Record<string, number> = {};
  const forged: { target: string; source: string }[] = [];
  const died = (): void => {
    counts.deaths += 1;
  };
  process.on('uncaughtException', died).on('unhandledRejection', died);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let left = candidates;
  const attack = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const target = chances[draw(chances.length)]!;
      const source = target.attack(draw);
      const { paid, outcome } = await target.judge(source);
      made[target.name] = (made[target.name] ?? 0) + 1;
      if (paid) forged.push({ target: target.name, source });
      if (outcome === 'unscored') counts.unscored += 1;
      if (outcome.startsWith('failed')) counts.failed += 1;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (/timeout|deadline|wall-time/.test(outcome)) counts.deadlines += 1;
      if (left % HONEST_EVERY !== 0) continue;
      const neighbour = await scoreOne(honest, { text: HONEST.text });
      if (neighbour.status !== 'scored' || neighbour.value !== 1) counts.honestWrong += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, attack));
  delay.disable();
  process.off('uncaughtException', died).off('unhandledRejection', died);
  workerPool().close();
  await closeTargets();
  return { candidates, ...counts, outcomes, targets: made, forged, loopDelayMs: delay.max / 1e6 };
}
