import { monitorEventLoopDelay } from 'node:perf_hooks';
import { workerPool } from '../../src/sandbox/program/worker-pool.ts';
import type { JsonValue } from '../../src/spec/json.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { query } from '../../src/spec/query.ts';
import { Random } from '../../src/spec/random.ts';
import type { PreparedTool } from '../../src/spec/tool.ts';
import { toToolQuery } from '../../src/tools/fixtures.ts';
import { unitTests } from '../../src/tools/unit-tests/index.ts';
import type { Draw } from './hostile-frames.ts';
import { javascriptCandidate } from './javascript-candidates.ts';
import { pythonCandidate } from './python-candidates.ts';

/** A task and those who attack it. No candidate solves it, so a reward is a forged verdict. */
interface Target {
  readonly name: string;
  readonly tests: JsonValue;
  readonly language: 'python' | 'javascript';
  readonly attack: (draw: Draw) => string;
  /** Whether it can be forged by its nature, and says so: the tests run in the program's process. Counted apart. */
  readonly shared?: boolean;
}

const TARGETS: readonly Target[] = [
  {
    name: 'python tests',
    language: 'python',
    tests: {
      test: 'assert f(3) == 9731\nassert f([1]) == [9731, 1]\nassert abs(f(2) - 97.31) < 1e-6',
      entry_point: 'f',
    },
    attack: pythonCandidate,
  },
  {
    name: 'python types',
    language: 'python',
    tests: {
      test: 'r = f(3)\nassert isinstance(r, int) and r == 9731\nassert 9000 < f(4) < 9732 and f(4) % 7 == 1',
      entry_point: 'f',
    },
    attack: pythonCandidate,
  },
  {
    name: 'python in its process',
    language: 'python',
    tests: { test: 'class Box:\n    n = 3\nassert f(Box()) == 9731', entry_point: 'f' },
    attack: pythonCandidate,
    shared: true,
  },
  {
    name: 'python output',
    language: 'python',
    tests: { language: 'python', cases: [{ input: '3', output: '9731 unheard of' }] },
    attack: pythonCandidate,
  },
  {
    name: 'javascript tests',
    language: 'javascript',
    tests: {
      language: 'javascript',
      test: "const assert = require('assert');\nassert.strictEqual(f(3), 9731);\nassert.deepStrictEqual(f([2, 1]).sort(), [9731, 1]);\nassert(f(4) > 9000 && f(4) < 9732);",
      entry_point: 'f',
    },
    attack: javascriptCandidate,
  },
  {
    name: 'javascript output',
    language: 'javascript',
    tests: { language: 'javascript', cases: [{ input: '3', output: '9731 unheard of' }] },
    attack: javascriptCandidate,
  },
];

const HONEST = {
  tests: { test: 'assert f(3) == 9', entry_point: 'f' },
  text: '```python\ndef f(x): return x * x\n```',
};
const CALLERS = 4;
/** An honest neighbour is judged after each of these. */
const HONEST_EVERY = 25;

const prepared = (tests: JsonValue): PreparedTool =>
  unitTests.prepare(toToolQuery(query.partial().parse({ tests })), { caseSeconds: 0.5 });

/** What came of an attack on the sandboxes. */
export interface RedTeamReport {
  readonly candidates: number;
  /** Exceptions that nobody caught: each of them ends a service. */
  readonly deaths: number;
  readonly forged: readonly { readonly target: string; readonly source: string }[];
  /** Rewards on the path where tests and program share a process, which the evidence says. */
  readonly forgedShared: number;
  readonly unscored: number;
  readonly failed: number;
  readonly deadlines: number;
  /** How often a run ended in each way. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly honestWrong: number;
  readonly loopDelayMs: number;
}

/** Judges candidates that a seed makes, all of them wrong. */
export async function attackSandbox(candidates: number, seed: number): Promise<RedTeamReport> {
  const random = new Random(seed);
  const draw: Draw = (below) => random.below(below);
  const judges = TARGETS.map(({ tests }) => prepared(tests));
  const honest = prepared(HONEST.tests);
  const counts = { deaths: 0, forgedShared: 0, unscored: 0, failed: 0, deadlines: 0, honestWrong: 0 };
  const outcomes: Record<string, number> = {};
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
      const at = draw(TARGETS.length);
      const target = TARGETS[at]!;
      const source = target.attack(draw);
      const verdict = await scoreOne(judges[at]!, { text: `\`\`\`${target.language}\n${source}\n\`\`\`` });
      if (verdict.status === 'scored' && verdict.value > 0) {
        if (target.shared) counts.forgedShared += 1;
        else forged.push({ target: target.name, source });
      } else if (verdict.status === 'unscored') counts.unscored += 1;
      else if (verdict.status === 'failed') counts.failed += 1;
      const told = verdict.status === 'scored' ? verdict.evidence.outcome : verdict.status;
      const outcome = typeof told === 'string' ? told : 'output';
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (outcome === 'timeout' || outcome === 'deadline') counts.deadlines += 1;
      if (left % HONEST_EVERY !== 0) continue;
      const neighbour = await scoreOne(honest, { text: HONEST.text });
      if (neighbour.status !== 'scored' || neighbour.value !== 1) counts.honestWrong += 1;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, attack));
  delay.disable();
  process.off('uncaughtException', died).off('unhandledRejection', died);
  workerPool().close();
  return { candidates, ...counts, outcomes, forged, loopDelayMs: delay.max / 1e6 };
}
