import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { Step } from '../../spec/rollout.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { trajectoryRules } from './index.ts';
import { type Formula, holdsOf, namesIn, parseFormula } from './ltl.ts';
import { purify, purifying } from './purify.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`fixture: ${entry.name}`, async () => {
    const verdict = await runFixture(trajectoryRules, entry);
    assert.equal(fixtureMismatch(trajectoryRules, entry, verdict), null, JSON.stringify(verdict));
  });
}

test('the step that broke a rule is named, and scored 0', async () => {
  const query = toToolQuery({
    constraints: [{ id: 'trajectory:before', kwargs: { first: 'confirm', later: 'delete' } }],
  });
  const call = (name: string): Step => ({
    role: 'assistant',
    content: '',
    tool_calls: [{ name, arguments: {} }],
  });
  const steps = [call('list'), call('delete'), call('confirm')];
  const verdict = await scoreOne(trajectoryRules.prepare(query, {}), { text: '', steps });
  assert.ok(verdict.status === 'scored');
  assert.deepEqual(verdict.steps, [1, 0, 1]);
  assert.match(JSON.stringify(verdict.evidence), /"step":1,"detail":"delete before any confirm"/);
});

test('what hides a call behind more than is looked at is not judged, in any of the ways to hide it', async () => {
  const query = toToolQuery({ constraints: [{ id: 'trajectory:never', kwargs: { event: 'delete' } }] });
  const call = (name: string) => ({ name, arguments: {} });
  const says = (content: string, ...names: string[]): Step => ({
    role: 'assistant',
    content,
    tool_calls: names.map(call),
  });
  const hidden: Step[][] = [
    [...Array.from({ length: 2_000 }, () => says('', 'list')), says('', 'delete')],
    [says('', ...Array.from({ length: 100 }, () => 'list'), 'delete')],
    [says(`${'x'.repeat(100_000)}\n<tool_call>{"name": "delete", "arguments": {}}</tool_call>`)],
  ];
  for (const steps of hidden) {
    const verdict = await scoreOne(trajectoryRules.prepare(query, {}), { text: '', steps });
    assert.equal(verdict.status, 'unscored');
  }
});

/** The semantics as they are written down, without a table. */
function plainly(formula: Formula, trace: readonly string[], at: number): boolean {
  const here = (of: Formula, place = at) => plainly(of, trace, place);
  const places = Array.from({ length: trace.length - at }, (_, index) => at + index);
  switch (formula.op) {
    case 'true':
    case 'false':
      return formula.op === 'true';
    case 'name':
      return trace[at] === formula.name;
    case '!':
      return !here(formula.of);
    case 'X':
      return at + 1 < trace.length && here(formula.of, at + 1);
    case 'N':
      return at + 1 >= trace.length || here(formula.of, at + 1);
    case 'F':
      return places.some((place) => here(formula.of, place));
    case 'G':
      return places.every((place) => here(formula.of, place));
    case '&':
      return here(formula.left) && here(formula.right);
    case '|':
      return here(formula.left) || here(formula.right);
    case '->':
      return !here(formula.left) || here(formula.right);
    case 'U':
      return places.some(
        (end) =>
          here(formula.right, end) && places.every((place) => place >= end || here(formula.left, place)),
      );
    case 'R':
      return places.every(
        (end) => here(formula.right, end) || places.some((place) => place < end && here(formula.left, place)),
      );
  }
}

const { formula: anyFormula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Formula>({ op: 'true' }, { op: 'name', name: 'a' }, { op: 'name', name: 'b' }),
    fc.record({ op: fc.constantFrom('!', 'X', 'N', 'F', 'G'), of: tie('formula') }) as fc.Arbitrary<Formula>,
    fc.record({
      op: fc.constantFrom('&', '|', '->', 'U', 'R'),
      left: tie('formula'),
      right: tie('formula'),
    }) as fc.Arbitrary<Formula>,
  ),
}));
function written(formula: Formula): string {
  if ('left' in formula) return `(${written(formula.left)} ${formula.op} ${written(formula.right)})`;
  if ('of' in formula) return `${formula.op} ${written(formula.of)}`;
  return formula.op === 'name' ? formula.name : formula.op;
}

test('property: a formula is read back as written, and holds as its semantics say', () => {
  fc.assert(
    fc.property(
      anyFormula,
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }),
      (formula, trace) => {
        const read = parseFormula(written(formula));
        assert.equal(written(read as Formula), written(formula));
        assert.ok([...namesIn(formula)].every((name) => name === 'a' || name === 'b'));
        assert.equal(
          holdsOf(formula, trace.length, (name, at) => trace[at] === name),
          plainly(formula, trace, 0),
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test('what is no formula says what is wrong with it', () => {
  const wrong: [string, RegExp][] = [
    ['', /ends too early/],
    ['a &', /ends too early/],
    ['(a', /bracket/],
    ['a b', /one too many/],
    ['a ? b', /no part of a formula/],
    ['U a', /stands where an event should/],
    ['('.repeat(500), /deep/],
    ['!'.repeat(3_000), /characters/],
  ];
  for (const [text, why] of wrong) assert.match(String(parseFormula(text)), why, text);
});

test('property: cleaning keeps the order of what it keeps, drops only what its spans name, and a clean trajectory is left alone', () => {
  const attempt = fc.record({ id: fc.nat(3), fails: fc.boolean() });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 8 }), (attempts) => {
      const steps = attempts.flatMap(({ id, fails }): Step[] => [
        { role: 'assistant', content: '', tool_calls: [{ name: 'find', arguments: { id } }] },
        { role: 'tool', content: fails ? 'Error: not found' : 'ok' },
      ]);
      const made = purify(steps, purifying.parse({}));
      const named = new Set(made.spans.flatMap(({ from, by }) => steps.map((_, at) => at).slice(from, by)));
      assert.deepEqual(
        made.places,
        [...steps.keys()].filter((at) => !named.has(at)),
      );
      assert.equal(made.steps.length, made.places.length);
      if (attempts.every(({ fails }) => !fails)) assert.deepEqual(made.steps, steps);
    }),
  );
});
