import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { scoreOne } from '../src/spec/prepared-tool.ts';
import { mathEquivalence } from '../src/tools/math-equivalence/index.ts';
import { type BenchRow, benchRow, printRow } from './bench-row.ts';
import { latexPairs, type MathCase, wordProblems } from './math-sets.ts';
import { peerPython } from './peer-python.ts';

/**
 * The tool beside Math-Verify on the same pairs in the same run, on one core each: `node bench/math.ts`. Both read the
 * reference and the response anew for every pair (no group shares its reference here), and per pair the fastest of
 * two passes counts, after one that warms up. RLAR_DATA adds real answers.
 */
const PASSES = 2;
const ROOT = join(import.meta.dirname, '..');
const PEER = 'Math-Verify 0.9.0 (SymPy 1.14.0)';
const NEEDS = [
  'math-verify==0.9.0',
  'latex2sympy2_extended==1.11.0',
  'antlr4-python3-runtime==4.13.2',
  'sympy==1.14.0',
];

const peerReply = z.object({ times: z.array(z.number()), verdicts: z.array(z.number()) });
const labelled = z.object({ reference: z.string(), response: z.string() });

/** @returns one row a set; the two sets of our own first */
export async function benchMath(): Promise<BenchRow[]> {
  return (await measure()).map(({ row }) => row);
}

interface Measured {
  readonly row: BenchRow;
  /** Share of the pairs on which both say the same. */
  readonly agreement: number;
}

async function measure(): Promise<Measured[]> {
  const python = peerPython('math', NEEDS);
  const measured: Measured[] = [];
  for (const [set, cases] of Object.entries(caseSets())) {
    const ours = await timeOurs(cases);
    const peer = timePeer(python, cases);
    const same = ours.verdicts.filter((verdict, index) => verdict === peer.verdicts[index]).length;
    const row = benchRow('math-equivalence', set, ours.times, PEER, peer.times);
    measured.push({ row, agreement: same / cases.length });
  }
  return measured;
}

function caseSets(): Record<string, readonly MathCase[]> {
  const sets: Record<string, readonly MathCase[]> = {
    'GSM8K-like answers, 600 characters': wordProblems(200),
    'LaTeX answers': latexPairs(112),
  };
  const data = process.env.RLAR_DATA;
  if (data) {
    sets['gsm8k_routellm, every eighth'] = read(join(data, 'verify/gsm8k_routellm.jsonl.gz')).filter(
      (_, index) => index % 8 === 0,
    );
    sets.mathverify_tests = read(join(data, 'verify/mathverify_tests.jsonl'));
  }
  return sets;
}

function read(path: string): MathCase[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => labelled.parse(JSON.parse(line)))
    .map(({ reference, response }) => [reference, response]);
}

async function timeOurs(cases: readonly MathCase[]): Promise<z.infer<typeof peerReply>> {
  const times = cases.map(() => Number.POSITIVE_INFINITY);
  const verdicts = cases.map(() => 0);
  for (let pass = 0; pass <= PASSES; pass += 1) {
    for (const [index, [reference, response]] of cases.entries()) {
      const start = performance.now();
      const judge = mathEquivalence.prepare(
        { prompt: '', messages: [], references: [reference], constraints: [] },
        {},
      );
      const verdict = await scoreOne(judge, { text: response });
      const took = (performance.now() - start) * 1_000;
      if (pass > 0) times[index] = Math.min(times[index]!, took);
      verdicts[index] = verdict.status === 'scored' ? verdict.value : 0;
    }
  }
  return { times, verdicts };
}

function timePeer(python: string, cases: readonly MathCase[]): z.infer<typeof peerReply> {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-bench-'));
  const file = join(folder, 'cases.json');
  writeFileSync(file, JSON.stringify(cases));
  const script = join(ROOT, 'bench/peers/math_verify_bench.py');
  const printed = execFileSync(python, ['-B', script, file, String(PASSES)], {
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  rmSync(folder, { recursive: true });
  return peerReply.parse(JSON.parse(printed.toString()));
}

if (process.argv[1] === import.meta.filename) {
  for (const { row, agreement } of await measure()) {
    printRow(row);
    console.log(`  both say the same on ${(100 * agreement).toFixed(1)} %`);
  }
  if (!process.env.RLAR_DATA) console.log('real answers skipped: no data (RLAR_DATA)');
}
