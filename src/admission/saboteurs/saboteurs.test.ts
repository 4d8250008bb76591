import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { candidateOf } from '../added-tools/admit-added-tool.ts';
import { recordOfFile } from '../added-tools/record-of-file.ts';
import { auditCandidate } from '../audit-candidate.ts';
import { HONEST } from './honest.ts';
import { SABOTEURS_OF_COMPARISON } from './saboteurs-of-comparison.ts';
import { SABOTEURS_OF_CONDUCT } from './saboteurs-of-conduct.ts';
import { PYTHON_SABOTEURS } from './saboteurs-python.ts';
import { SABOTEURS_TO_BE_HACKED } from './saboteurs-to-be-hacked.ts';
import { SAMPLES } from './samples.ts';
import type { Verifier } from './verifier.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-saboteurs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const isPython = ({ source }: Verifier) => /^(?:def|class) .*:$/m.test(source);
let files = 0;

async function gatesOn(verifier: Verifier): Promise<EvidenceReport | 'no program'> {
  const file = join(folder, `verifier-${files++}.${isPython(verifier) ? 'py' : 'js'}`);
  writeFileSync(file, verifier.source);
  try {
    const { record, source } = await recordOfFile({ file }, folder);
    return await auditCandidate(candidateOf(record, { program: source }, folder, SAMPLES[verifier.samples]));
  } catch (thrown) {
    if (verifier.gates?.includes('G0')) return 'no program';
    throw thrown;
  }
}

const SABOTEURS = [
  ...SABOTEURS_OF_COMPARISON,
  ...SABOTEURS_OF_CONDUCT,
  ...SABOTEURS_TO_BE_HACKED,
  ...PYTHON_SABOTEURS,
];
for (const verifier of SABOTEURS)
  test(`refused: ${verifier.name}`, {
    skip: isPython(verifier) && (bubblewrapProblem() ?? false),
  }, async () => {
    const report = await gatesOn(verifier);
    if (report === 'no program') return;
    assert.equal(report.admitted, false, JSON.stringify(report.gates));
    const failed = report.gates.find(({ outcome }) => outcome === 'failed')?.gate ?? '';
    assert.ok(verifier.gates?.includes(failed), `stopped by ${failed}: ${JSON.stringify(report.gates)}`);
  });

for (const verifier of HONEST)
  test(`admitted: ${verifier.name}`, {
    skip: isPython(verifier) && (bubblewrapProblem() ?? false),
  }, async () => {
    const report = await gatesOn(verifier);
    assert.notEqual(report, 'no program');
    if (report === 'no program') return;
    const failed = report.gates.filter(({ outcome }) => outcome === 'failed');
    assert.deepEqual(failed, []);
    assert.equal(report.admitted && !report.provisional, true);
  });
