import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonObject } from '../src/spec/json.ts';
import { scoreOne } from '../src/spec/prepared-tool.ts';
import type { Constraint } from '../src/spec/query.ts';
import { constraint } from '../src/spec/query.ts';
import { instructionConstraints } from '../src/tools/instruction-constraints/index.ts';
import { type BenchRow, benchRow, printRow } from './bench-row.ts';
import { peerPython } from './peer-python.ts';

/**
 * The tool beside IFEval's own checkers, strict, on the same responses in the same run: `node
 * bench/instruction-constraints.ts`. A response is judged in a group of 8, with the query prepared once for the group;
 * the checkers have no such step. Per case the fastest of three passes counts. RLAR_DATA adds the set of GPT-4.
 */
interface Case {
  readonly constraints: readonly Constraint[];
  readonly response: string;
}

const GROUP = 8;
const PASSES = 3;
const ROOT = join(import.meta.dirname, '..');
const PEER = 'IFEval checkers (lm-eval 0.4.13, langdetect 1.0.9, NLTK 3.9.1)';

const NEEDS = ['langdetect==1.0.9', 'nltk==3.9.1', 'immutabledict', 'packaging'];

const ownCase = constraint.extend({ response: z.string() });
const labelledCase = z.object({
  response: z.string(),
  reference: z.object({ instruction_id_list: z.array(z.string()), kwargs: z.array(jsonObject) }),
});

/** @returns one row a set */
export async function benchInstructionConstraints(): Promise<BenchRow[]> {
  const python = peerPython('ifeval', NEEDS, ['lm-eval==0.4.13']);
  const rows: BenchRow[] = [];
  for (const [set, cases] of Object.entries(caseSets())) {
    const ours = await timeOurs(cases);
    const peer = timePeer(python, cases);
    rows.push(benchRow('instruction-constraints', set, ours, PEER, peer));
  }
  return rows;
}

function caseSets(): Record<string, Case[]> {
  const own = join(ROOT, 'src/tools/instruction-constraints/reference-values.jsonl');
  const sets: Record<string, Case[]> = {
    'reference-values, one constraint each': linesOf(own).map((line) => {
      const { response, ...only } = ownCase.parse(line);
      return { constraints: [only], response };
    }),
  };
  const labelled = join(process.env.RLAR_DATA ?? '', 'verify/ifeval_gpt4.jsonl');
  if (process.env.RLAR_DATA && existsSync(labelled)) {
    sets['ifeval_gpt4, IFEval prompts'] = linesOf(labelled).map((line) => {
      const { response, reference } = labelledCase.parse(line);
      const constraints = reference.instruction_id_list.map((id, index) => ({
        id,
        kwargs: reference.kwargs[index] ?? {},
      }));
      return { constraints, response };
    });
  }
  return sets;
}

function linesOf(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

async function timeOurs(cases: readonly Case[]): Promise<number[]> {
  const fastest = cases.map(() => Number.POSITIVE_INFINITY);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (const [index, { constraints, response }] of cases.entries()) {
      const start = performance.now();
      const judge = instructionConstraints.prepare(
        { prompt: '', messages: [], references: [], constraints },
        {},
      );
      for (let rollout = 0; rollout < GROUP; rollout += 1) {
        const verdict = scoreOne(judge, { text: response });
        if (verdict instanceof Promise) await verdict;
      }
      const took = ((performance.now() - start) / GROUP) * 1000;
      fastest[index] = Math.min(fastest[index] ?? took, took);
    }
  }
  return fastest;
}

function timePeer(python: string, cases: readonly Case[]): number[] {
  const script = join(ROOT, 'bench/peers/ifeval_bench.py');
  const printed = execFileSync(python, ['-B', script, String(GROUP), String(PASSES)], {
    input: cases.map((entry) => JSON.stringify(entry)).join('\n'),
    maxBuffer: 2 ** 26,
  });
  return z.array(z.number()).parse(JSON.parse(printed.toString()));
}

if (process.argv[1] === import.meta.filename)
  for (const row of await benchInstructionConstraints()) printRow(row);
