/**
 * The figures of the sandboxes: `node bench/sandbox.ts [--rounds 5]`. Medians over rounds, every row of one round on the
 * same candidates: ours (a fresh sandbox a program; warm; the whole tool with the tests out of the program's reach)
 * beside verl's `prime_code` scorer and a plain subprocess of the same interpreter with no isolation at all.
 */
import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { Engine } from '../src/sandbox/javascript/engine.ts';
import { compileEngine, JavaScriptSandbox } from '../src/sandbox/javascript/run-javascript.ts';
import { bubblewrapProblem } from '../src/sandbox/program/bubblewrap.ts';
import { runProgram } from '../src/sandbox/program/run-program.ts';
import { runWarm } from '../src/sandbox/program/run-warm.ts';
import { workerPool } from '../src/sandbox/program/worker-pool.ts';
import { scoreOne } from '../src/spec/prepared-tool.ts';
import { query } from '../src/spec/query.ts';
import { toToolQuery } from '../src/tools/fixtures.ts';
import { unitTests } from '../src/tools/unit-tests/index.ts';
import { peerPython } from './peer-python.ts';
import { CANDIDATES, withAsserts } from './sandbox/candidates.ts';
import { latencies, perSecond, printRounds, quantile } from './sandbox/measure.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const ROUNDS = Number(values.rounds);
const CORES = availableParallelism();
/** Callers at one time: a second one a core keeps the next sandbox ready while a program runs. */
const CALLERS = CORES * 2;

const JAVASCRIPT =
  'function score(text) { return { words: text.split(" ").length, hits: (text.match(/w[a-z]+9/g) ?? []).length }; }';
const TEXT = Array.from({ length: 300 }, (_, index) => `word${index}`)
  .join(' ')
  .slice(0, 2_048);

const PROGRAMS = CANDIDATES.map(withAsserts);
const RESPONSES = CANDIDATES.map(({ source }) => `Here it is.\n\`\`\`python\n${source}\`\`\``);
/** As LiveCodeBench writes them: one JSON value a line. */
const TESTS = CANDIDATES.map(({ name, inputs, outputs }) => ({
  fn_name: name,
  inputs: inputs.map((input) => input.map((value) => JSON.stringify(value)).join('\n')),
  outputs: outputs.map((output) => JSON.stringify(output)),
}));
const JUDGES = TESTS.map((tests) =>
  unitTests.prepare(toToolQuery(query.partial().parse({ tests: JSON.stringify(tests) })), {}),
);
const nth = <Value>(list: readonly Value[], index: number): Value => list[index % list.length]!;
let wrong = 0;
const judged = (index: number, passed: boolean): void => {
  if (passed !== nth(CANDIDATES, index).right) wrong += 1;
};

async function plain(index: number): Promise<void> {
  const args = ['-I', '-S', '-B', '-c', nth(PROGRAMS, index)];
  const child = spawn('/usr/bin/python3', args, { stdio: 'pipe', env: {} });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  judged(index, code === 0);
}

async function cold(index: number): Promise<void> {
  judged(
    index,
    (await runProgram({ language: 'python', files: { 'main.py': nth(PROGRAMS, index) } })).exitCode === 0,
  );
}

async function warm(index: number): Promise<void> {
  judged(index, (await runWarm({ source: nth(PROGRAMS, index) }, '')).exitCode === 0);
}

async function tool(index: number): Promise<void> {
  const verdict = await scoreOne(nth(JUDGES, index), { text: nth(RESPONSES, index) });
  judged(index, verdict.status === 'scored' && verdict.value === 1);
}

async function round(javascript: JavaScriptSandbox): Promise<Record<string, number>> {
  const plainMs = quantile(await latencies(32, plain), 0.5);
  const coldMs = quantile(await latencies(32, cold), 0.5);
  const bomb = {
    source: 'function score() { const x = []; for (;;) x.push(new Uint8Array(1e6)); }',
    entry: 'score',
    inputs: [],
  };
  const call = { source: JAVASCRIPT, entry: 'score', inputs: [TEXT] };
  return {
    'plain python3 -I -S -B, ms': plainMs,
    'isolated, ms': coldMs,
    'isolated over plain, ms': coldMs - plainMs,
    'plain, candidates/s': await perSecond(160, CALLERS, plain),
    'isolated, candidates/s': await perSecond(160, CALLERS, cold),
    'warm program, candidates/s': await perSecond(320, CALLERS, warm),
    'unit-tests, tests outside of the program’s process, candidates/s': await perSecond(320, CALLERS, tool),
    'QuickJS, fresh context, calls per second and core': await perSecond(600, 1, () => javascript.run(call)),
    'QuickJS, two fresh capped modules (one and its spare), p90 ms': quantile(
      await latencies(20, () => Engine.create(compileEngine())),
      0.9,
    ),
    'QuickJS, memory bomb answered and its module replaced, p90 ms': quantile(
      await latencies(20, () => javascript.run(bomb)),
      0.9,
    ),
  };
}

/** verl's scorer on the same responses, in as many processes as there are callers here. */
function verl(): void {
  const python = peerPython('verl', ['numpy==2.2.6'], ['verl==0.9.1']);
  const cases = Array.from({ length: 64 }, (_, index) => ({
    completion: nth(RESPONSES, index),
    tests: nth(TESTS, index),
    right: nth(CANDIDATES, index).right,
  }));
  const run = spawnSync(python, [join(import.meta.dirname, 'peers/prime_code_bench.py')], {
    input: JSON.stringify({ workers: CALLERS, rounds: ROUNDS, cases }),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const told = z
    .object({ perSecond: z.array(z.number()), wrong: z.number() })
    .parse(JSON.parse(run.stdout.trim().split('\n').at(-1) ?? ''));
  printRounds(told.perSecond.map((rate) => ({ 'verl prime_code, no isolation, candidates/s': rate })));
  console.log(`verl prime_code: wrong verdicts: ${told.wrong} of ${cases.length * ROUNDS}`);
}

const problem = bubblewrapProblem();
if (problem) {
  console.error(`skipped: ${problem}`);
  process.exit(0);
}
const javascript = new JavaScriptSandbox(1);
await Promise.all([
  cold(0),
  warm(0),
  tool(0),
  javascript.run({ source: JAVASCRIPT, entry: 'score', inputs: [TEXT] }),
]);
const rounds: Record<string, number>[] = [];
for (let index = 0; index < ROUNDS; index += 1) rounds.push(await round(javascript));
printRounds(rounds);
console.log(`wrong verdicts: ${wrong}`);
workerPool().close();
await javascript.close();
verl();
