import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { GateReport } from '../spec/evidence.ts';
import { evidenceTables, gateLine } from './evidence-tables.ts';

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

test('a share of no cases, and the accuracy of a set without scored items, are no numbers', () => {
  const gate = { gate: 'G5', name: 'mutation', outcome: 'passed', cases: 4, seed: 1 } as const;
  const set = { items: 26, accuracy: 0, falsePositives: 0, falseNegatives: 0 };
  const share = { value: 0, low: 0, high: 1 };
  const tables = stripVTControlCharacters(
    evidenceTables({
      tool: 'own',
      version: '1',
      source: '1',
      gates: [{ ...gate, shares: { none: { ...share, of: 0 }, some: { ...share, of: 4 } } }],
      labelled: [
        { ...set, set: 'silent', scored: 0 },
        { ...set, set: 'judged', scored: 4 },
      ],
      admitted: true,
      provisional: false,
    }),
  );
  assert.match(tables, /none +– +– +0$/m);
  assert.match(tables, /some +0\.0 % +0\.0 % to 100\.0 % +4$/m);
  assert.match(tables, /silent +26 +0 +– +– +–$/m);
  assert.match(tables, /judged +26 +4 +0\.00 +0 +0$/m);
});
