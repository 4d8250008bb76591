/**
 * Neighbours beside bombs: `node bench/neighbours.ts [--rounds 5] [--seconds 6]`. In turn nothing, and as many fork
 * bombs, memory bombs or endless loops as there are slots, one after another, run in the program sandbox; meanwhile an
 * in-process tool and a sandboxed candidate are asked at a steady pace. Says how much later they answer.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { bubblewrapProblem } from '../src/sandbox/program/bubblewrap.ts';
import { takeControlGroup } from '../src/sandbox/program/control-groups.ts';
import { runWarm } from '../src/sandbox/program/run-warm.ts';
import { workerPool } from '../src/sandbox/program/worker-pool.ts';
import { scoreOne } from '../src/spec/prepared-tool.ts';
import { query } from '../src/spec/query.ts';
import { toToolQuery } from '../src/tools/fixtures.ts';
import { mathEquivalence } from '../src/tools/math-equivalence/index.ts';
import { unitTests } from '../src/tools/unit-tests/index.ts';
import { CANDIDATES } from './sandbox/candidates.ts';
import { printRounds, quantile } from './sandbox/measure.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '6' } },
});
const SLOTS = availableParallelism();

const BOMBS: Readonly<Record<string, string>> = {
  calm: '',
  'fork bombs': 'import os\nwhile True:\n    try: os.fork()\n    except BaseException: pass',
  'memory bombs':
    'import os\nx = []\nwhile True:\n    try:\n        os.fork()\n        x.append(bytearray(5_000_000))\n    except BaseException: pass',
  'endless loops': 'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
};

const cheap = mathEquivalence.prepare(toToolQuery({ references: ['\\frac{3}{4}'] }), {});
const { name, inputs, outputs, source } = CANDIDATES[0]!;
const program = unitTests.prepare(
  toToolQuery(query.partial().parse({ tests: { fn_name: name, inputs, outputs } })),
  {},
);

/** Asks at a steady pace until it is told to end; a question that comes late because the last took long counts so. */
async function steady(everyMs: number, going: () => boolean, ask: () => Promise<boolean>): Promise<number[]> {
  const found: number[] = [];
  for (let due = performance.now(); going(); due += everyMs) {
    await pause(Math.max(0, due - performance.now()));
    if (!(await ask())) throw new Error('a neighbour was judged wrongly');
    found.push(performance.now() - due);
  }
  return found.sort((left, right) => left - right);
}

async function measure(bomb: string): Promise<{ cheap: readonly number[]; program: readonly number[] }> {
  const end = performance.now() + Number(values.seconds) * 1000;
  const going = (): boolean => performance.now() < end;
  const bombs = Array.from({ length: bomb === '' ? 0 : SLOTS }, async () => {
    while (going()) await runWarm({ source: bomb }, '');
  });
  const inProcess = steady(10, going, async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 32 }, () => scoreOne(cheap, { text: 'Thus the answer is $\\boxed{0.75}$.' })),
    );
    return verdicts.every((verdict) => verdict.status === 'scored' && verdict.value === 1);
  });
  const sandboxed = steady(100, going, async () => {
    const verdict = await scoreOne(program, { text: `\`\`\`python\n${source}\`\`\`` });
    return verdict.status === 'scored' && verdict.value === 1;
  });
  const [first, second] = await Promise.all([inProcess, sandboxed]);
  await Promise.all(bombs);
  return { cheap: first, program: second };
}

const problem = bubblewrapProblem();
if (problem) {
  console.error(`skipped: ${problem}`);
  process.exit(0);
}
const weights = takeControlGroup() ? 'processor weights by control group' : 'no control groups here';
console.log(`${SLOTS} bombs at a time; ${weights}`);
const rounds: Record<string, number>[] = [];
for (let index = 0; index < Number(values.rounds); index += 1) {
  const found: Record<string, number> = {};
  for (const [bombs, bomb] of Object.entries(BOMBS)) {
    const { cheap: ours, program: theirs } = await measure(bomb);
    found[`32 answers in process, p99 ms: ${bombs}`] = quantile(ours, 0.99);
    found[`sandboxed neighbour, median ms: ${bombs}`] = quantile(theirs, 0.5);
    found[`sandboxed neighbour, p90 ms: ${bombs}`] = quantile(theirs, 0.9);
  }
  rounds.push(found);
}
printRounds(rounds);
workerPool().close();
