import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { candidateOf } from '../../admission/added-tools/admit-added-tool.ts';
import { recordOfFile } from '../../admission/added-tools/record-of-file.ts';
import { auditCandidate } from '../../admission/audit-candidate.ts';
import type { CandidateInput } from '../../admission/candidate.ts';
import { runGate } from '../../admission/gates/gate.ts';
import { GATES } from '../../admission/run-gates.ts';
import { Trial } from '../../admission/trial.ts';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { GateReport } from '../../spec/evidence.ts';
import { HONEST } from './honest.ts';
import { SABOTEURS } from './saboteurs.ts';
import { SAMPLES } from './samples.ts';
import type { Verifier } from './verifier.ts';

/** One saboteur of this many goes through all gates, as a user's would; the others through those that are meant for it. */
const END_TO_END = 7;
const folder = mkdtempSync(join(tmpdir(), 'rlar-saboteurs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const isPython = ({ source }: Verifier) => /^(?:def|class) .*:$/m.test(source);
const needs = (verifier: Verifier) => ({ skip: isPython(verifier) && (bubblewrapProblem() ?? false) });
let files = 0;

/** @returns the candidate that a verifier is; the reason where no reward function is found in it */
async function candidate(verifier: Verifier): Promise<CandidateInput | { readonly none: string }> {
  const file = join(folder, `verifier-${files++}.${isPython(verifier) ? 'py' : 'js'}`);
  writeFileSync(file, verifier.source);
  try {
    const { record, source } = await recordOfFile({ file }, folder);
    return candidateOf(record, { program: source }, folder, SAMPLES[verifier.samples]);
  } catch (thrown) {
    const error = asRlarError(thrown);
    if (error.code !== 'RLAR_INVALID_TOOL') throw thrown;
    return { none: error.message };
  }
}

async function namedGates(input: CandidateInput, names: readonly string[]): Promise<GateReport[]> {
  const trial = new Trial(input, 'audit');
  if (trial.byReference && names.some((name) => name > 'G2')) await trial.findForms();
  const reports: GateReport[] = [];
  for (const gate of GATES.filter((entry) => names.includes(entry.gate))) {
    if (reports.some(({ outcome }) => outcome === 'failed')) break;
    reports.push((await runGate(gate, trial)).report);
  }
  return reports;
}

/**
 * Declares a test for each saboteur, which must be refused by a gate that is meant for it, and each honest verifier, which
 * must be admitted.
 * @param isTaken which of them, by their place in the list
 */
export function testVerifiers(isTaken: (at: number) => boolean): void {
  for (const [at, verifier] of SABOTEURS.entries())
    if (isTaken(at))
      test(`refused: ${verifier.name}`, needs(verifier), () => isRefused(verifier, at % END_TO_END === 0));
  for (const [at, verifier] of HONEST.entries())
    if (isTaken(at)) test(`admitted: ${verifier.name}`, needs(verifier), () => isAdmitted(verifier));
}

async function isRefused(verifier: Verifier, endToEnd: boolean): Promise<void> {
  const { gates = [] } = verifier;
  const input = await candidate(verifier);
  if ('none' in input) {
    assert.ok(gates.includes('G0'), `no reward function: ${input.none}`);
    return;
  }
  if (!endToEnd) {
    const reports = await namedGates(input, gates);
    assert.ok(
      reports.some(({ outcome }) => outcome === 'failed'),
      JSON.stringify(reports),
    );
    return;
  }
  const report = await auditCandidate(input);
  assert.equal(report.admitted, false, JSON.stringify(report.gates));
  const failed = report.gates.find(({ outcome }) => outcome === 'failed')?.gate ?? '';
  assert.ok(gates.includes(failed), `stopped by ${failed}: ${JSON.stringify(report.gates)}`);
}

async function isAdmitted(verifier: Verifier): Promise<void> {
  const input = await candidate(verifier);
  assert.ok(!('none' in input));
  const report = await auditCandidate(input);
  assert.deepEqual(
    report.gates.filter(({ outcome }) => outcome === 'failed'),
    [],
  );
  assert.equal(report.admitted && !report.provisional, true);
}
