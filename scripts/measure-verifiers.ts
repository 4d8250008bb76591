/**
 * Puts labelled verifiers through the gates: `node scripts/with-node.mjs scripts/measure-verifiers.ts FOLDER [PATTERN…]`.
 * FOLDER holds `index.json` (`file`, `honest`, `fault` of each verifier) and, beside the verifiers of each kind,
 * `samples.jsonl`. Every verifier is tried on all samples, and a wrong one again on those samples alone that it gets
 * right. Prints what became of each, and the shares; `--json` prints the rows. Admitted is what every run may route to;
 * what is provisional, for want of data or because of disputed edits, is counted apart.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { admitAddedTool, candidateOf } from '../src/admission/added-tools/admit-added-tool.ts';
import { recordOfFile } from '../src/admission/added-tools/record-of-file.ts';
import { readSamples } from '../src/admission/added-tools/samples.ts';
import type { Case } from '../src/admission/candidate.ts';
import { runCases } from '../src/admission/run-cases.ts';
import { asRlarError } from '../src/spec/errors.ts';

const index = z.array(z.looseObject({ file: z.string(), honest: z.boolean(), fault: z.string().nullable() }));

interface Outcome {
  /** `admitted`: routed to by every run · `provisional`: only where a run allows it */
  readonly verdict: 'admitted' | 'provisional' | 'refused';
  /** Gates that failed, or that make it provisional, with the first reason. */
  readonly by: string;
  readonly seconds: number;
}

async function admit(file: string, samples: string, passing: boolean): Promise<Outcome> {
  const work = mkdtempSync(join(tmpdir(), 'rlar-measure-'));
  const start = performance.now();
  const seconds = () => Math.round((performance.now() - start) / 100) / 10;
  try {
    const { record, source } = await recordOfFile({ file }, work);
    let cases: Case[] = readSamples(samples, readFileSync(samples, 'utf8'), record.declaration);
    if (passing) {
      const verdicts = await runCases(candidateOf(record, { program: source }, work, cases).tool, cases);
      cases = cases.filter(({ good }, at) => {
        const { verdict } = verdicts[at]!;
        return good === null || (verdict.status === 'scored' && verdict.value >= 0.5 === good);
      });
      if (cases.length === 0)
        return { verdict: 'refused', by: 'it gets every sample wrong', seconds: seconds() };
    }
    const { evidence } = await admitAddedTool(record, { program: source }, work, cases);
    const verdict = !evidence?.admitted ? 'refused' : evidence.provisional ? 'provisional' : 'admitted';
    const told = verdict === 'refused' ? 'failed' : 'not-applicable';
    const failed = evidence?.gates.filter(({ outcome }) => outcome === told) ?? [];
    const by = failed.map(({ gate, name, reason = '' }) => `${gate} ${name}: ${reason}`).join(' | ');
    return { verdict, by, seconds: seconds() };
  } catch (thrown) {
    const error = asRlarError(thrown);
    if (error.code !== 'RLAR_INVALID_TOOL') throw thrown;
    return { verdict: 'refused', by: `G0 shape: ${error.message}`, seconds: seconds() };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const json = process.argv.includes('--json');
const [folder = '', ...patterns] = process.argv.slice(2).filter((word) => word !== '--json');
const entries = index
  .parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')))
  .filter(({ file }) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
interface Row {
  readonly file: string;
  readonly honest: boolean;
  readonly fault: string | null;
  readonly all: Outcome;
  readonly passed: Outcome | null;
}
const rows: Row[] = [];
for (const { file, honest, fault } of entries) {
  const path = join(folder, file);
  const samples = join(dirname(path), 'samples.jsonl');
  const all = await admit(path, samples, false);
  const passed = honest ? null : await admit(path, samples, true);
  rows.push({ file, honest, fault, all, passed });
  if (json) continue;
  const told = (name: string, { verdict, by, seconds }: Outcome) =>
    process.stdout.write(
      `  ${name}: ${verdict} in ${seconds} s  ${by.replaceAll('\n', '\\n').slice(0, 230)}\n`,
    );
  process.stdout.write(`${file} ${honest ? 'HONEST' : fault}\n`);
  told('all samples', all);
  if (passed) told('only what it passes', passed);
}
const wrong = rows.filter(({ honest }) => !honest);
const right = rows.filter(({ honest }) => honest);
const seconds = rows
  .flatMap(({ all, passed }) => [all.seconds, ...(passed ? [passed.seconds] : [])])
  .sort((one, other) => one - other);
const named = (list: readonly Row[], of: 'all' | 'passed', verdict: Outcome['verdict']) =>
  list.filter((row) => row[of]?.verdict === verdict).map(({ file }) => file);
const summary = {
  'wrong ones': wrong.length,
  'admitted with all samples': named(wrong, 'all', 'admitted'),
  'provisional with all samples': named(wrong, 'all', 'provisional'),
  'admitted with only what they pass': named(wrong, 'passed', 'admitted'),
  'provisional with only what they pass': named(wrong, 'passed', 'provisional'),
  'honest ones': right.length,
  'honest ones refused': named(right, 'all', 'refused'),
  'honest ones provisional': named(right, 'all', 'provisional'),
  'seconds of a run: median, slowest': [seconds[seconds.length >> 1], seconds.at(-1)],
};
process.stdout.write(`${JSON.stringify(json ? { rows, summary } : summary, null, 2)}\n`);
process.exit();
