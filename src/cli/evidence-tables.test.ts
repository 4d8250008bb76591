import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { GateReport } from '../spec/evidence.ts';
import { gateLine } from './evidence-tables.ts';

test('a gate is one line that fits, with as much of its reason as there is room for', () => {
  const report: GateReport = {
    gate: 'G5',
    name: 'edited prompts',
    program: 'recogniser',
    outcome: 'failed',
    cases: 2119,
    reason: `reads as before what asks for something else: ${'ordinal '.repeat(40)}`,
    seed: 1,
  };
  for (const width of [60, 80, 100, 120]) {
    const line = stripVTControlCharacters(gateLine(report, width));
    assert.ok(line.length <= width, `${line.length} of ${width}: ${line}`);
    assert.match(line, /^G5 edited prompts \(recogniser\) failed +2119 cases/);
  }
  assert.match(stripVTControlCharacters(gateLine(report, 80)), /…$/);
  assert.ok(gateLine(report, Number.POSITIVE_INFINITY).length > 150);
});
