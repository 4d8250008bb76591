import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOSTILE_ROLLOUTS } from '../../src/testing/hostile-rollouts.ts';
import { eventsOf } from '../api/events-of.ts';
import { type HeldLists, heldList } from '../api/held-lists.ts';
import type { ToolResult } from '../api/types.ts';
import { alarmPlaces, alarmRuns } from './alarm-places.ts';
import { differencesFrom } from './differences.ts';
import { highlighted } from './highlight.ts';
import { marksOf } from './marks.ts';
import { type MathNode, mathsOf } from './maths.ts';
import { segmentsOf } from './segments.ts';
import { windowsOf } from './windows.ts';

const hostile = HOSTILE_ROLLOUTS.map(({ text }) => text);
const odd = fc.oneof(
  fc.constantFrom(...hostile),
  fc
    .array(
      fc.constantFrom(
        '$',
        '$$',
        '\\(',
        '\\)',
        '\\[',
        '\\]',
        '```',
        '\n',
        '<think>',
        '</think>',
        '\\boxed{',
        '}',
        'x',
        '5',
        ' ',
        '\\frac',
      ),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);
const result = (evidence: ToolResult['evidence']): ToolResult => ({
  tool: 't',
  version: '1',
  status: 'scored',
  value: 1,
  evidence,
  ms: 1,
});

test('property: segments cover a text in order, windows too, and the words of a difference are those of the text', () => {
  fc.assert(
    fc.property(odd, odd, (text, other) => {
      assert.equal(
        segmentsOf(text)
          .map(({ start, end }) => text.slice(start, end))
          .join(''),
        text,
      );
      for (const { start, end, from, to } of segmentsOf(text))
        assert.ok(start <= from && from <= to && to <= end);
      const long = text.repeat(Math.ceil(20_000 / (text.length + 1)));
      assert.equal(
        windowsOf(long, [])
          .map(({ from, to }) => long.slice(from, to))
          .join(''),
        long,
      );
      assert.equal(
        highlighted(text)
          .map((part) => part.text)
          .join(''),
        text,
      );
      const [short, base] = [text.slice(0, 400), other.slice(0, 400)];
      assert.equal(
        differencesFrom(base, short)
          .map((part) => part.text)
          .join(''),
        short,
      );
      assert.ok(differencesFrom(short, short).every(({ same }) => same));
    }),
    { numRuns: 60 },
  );
});

test('code, maths, boxes and thinking are found; prices are none', () => {
  const text =
    '<think>so $x^2$</think>It costs $5 and $6.\n```py\nx = "$1$"\n```\nThus $$\\frac12$$ and \\boxed{a_{1}} or \\(y\\).';
  const found = segmentsOf(text).filter(({ sort }) => sort !== 'prose');
  assert.deepEqual(
    found.map(({ sort, from, to, thinking }) => [sort, text.slice(from, to), thinking]),
    [
      ['maths', 'x^2', true],
      ['code', 'x = "$1$"', false],
      ['maths', '\\frac12', false],
      ['maths', '\\boxed{a_{1}}', false],
      ['maths', 'y', false],
    ],
  );
});

const TAGS = /^(?:m(?:row|i|n|o|text|space|frac|sqrt|root|sup|sub|subsup|under|over|underover|table|tr|td))$/;
function flat({ tag, attributes = {}, children }: MathNode): string {
  assert.match(tag, TAGS);
  for (const name of Object.keys(attributes))
    assert.match(name, /^(?:class|width|accent|stretchy|linethickness)$/);
  const inside = children.map((child) => (typeof child === 'string' ? child : flat(child))).join('');
  return tag === 'mrow' ? inside : `${tag}(${inside})`;
}

test('maths becomes known elements alone, and what is unknown stays text', () => {
  const shown = (latex: string) => {
    const formula = mathsOf(latex);
    return formula && flat(formula);
  };
  assert.equal(shown('x=\\frac{1}{2}'), 'mi(x)mo(=)mfrac(mn(1)mn(2))');
  assert.equal(shown('\\sum_{i=1}^n i^2'), 'munderover(mo(∑)mi(i)mo(=)mn(1)mi(n))msup(mi(i)mn(2))');
  assert.equal(shown('\\sqrt[3]{8}\\text{ or }-2'), 'mroot(mn(8)mn(3))mtext(\u00a0or\u00a0)mo(−)mn(2)');
  assert.match(
    shown('\\begin{cases} x & y \\\\ 1 & 2 \\end{cases}') ?? '',
    /mtable\(mtr\(mtd\(mi\(x\)\)mtd\(mi\(y\)\)\)mtr/,
  );
  for (const unknown of [
    '\\href{javascript:x}{1}',
    '\\unicode{x3c}',
    '\\frac{1',
    '}',
    '\\htmlStyle{a}{b}',
    `${'{'.repeat(50)}x${'}'.repeat(50)}`,
    'x'.repeat(5_000),
  ])
    assert.equal(shown(unknown), null, unknown.slice(0, 30));
  fc.assert(
    fc.property(odd, (text) => void shown(text)),
    { numRuns: 60 },
  );
});

test('what was read is marked where it stands last and alone, and never overlaps', () => {
  const text = 'First 12, then 123. The answer is 12.';
  const of = (evidence: ToolResult['evidence']) =>
    marksOf(text, [result(evidence)]).map(({ from, to }) => [from, text.slice(from, to)]);
  assert.deepEqual(of({ found: '12', where: 'sentence' }), [[34, '12']]);
  assert.deepEqual(of({ found: '12', other: { quotes: ['The answer is 12'] } }), [[20, 'The answer is 12']]);
  assert.deepEqual(of({ found: 'nowhere', where: 'First', reference: '123', quote: '12' }), []);
});

test('code that was run is marked as a whole', () => {
  const text = 'First:\n```py\na\n```\nthen\n```py\nlong code\n```\n```\noutput\n```';
  const [mark] = marksOf(text, [result({ found: 'fence', characters: 9 })]);
  assert.equal(mark && text.slice(mark.from, mark.to), 'long code');
  assert.deepEqual(marksOf('no code', [result({ found: 'fence', characters: 9 })]), []);
});

test('differences are the words that the other has not', () => {
  const found = differencesFrom('the sum is 5 apples', 'the sum is 7 green apples');
  assert.deepEqual(
    found.filter(({ same }) => !same).map(({ text }) => text.trim()),
    ['7 green'],
  );
});

test('server-sent events are read however they are cut', async () => {
  const wire =
    ': hello\n\nid: 3\nevent: ledger\ndata: {"a":1}\n\nevent: alarm\ndata: x\ndata: y\n\ndata: cut';
  for (const size of [1, 7, 1_000]) {
    async function* pieces() {
      for (let at = 0; at < wire.length; at += size) yield wire.slice(at, at + size);
    }
    const found = await Array.fromAsync(eventsOf(pieces()));
    assert.deepEqual(found, [
      { id: '3', event: 'ledger', data: '{"a":1}' },
      { id: '', event: 'alarm', data: 'x\ny' },
    ]);
  }
});

test('a copy filters and sorts its lists as the server does', () => {
  const line = (record: string, kind: string | null, reward: number | null, step: number) => ({
    record,
    at: Number(record.slice(1)),
    run: 'a',
    step,
    query: 'q',
    status: reward === null ? 'unscored' : 'scored',
    cause: reward === null ? 'output' : undefined,
    reward,
    kind,
    flags: kind === null ? ['reviewed'] : [],
    tools: kind === null ? [] : ['final-number@1.0.0'],
    snapshot: 's1',
    length: 10 * step,
  });
  const rewards = [
    line('r1', 'math.final-number', 0.5, 1),
    line('r2', 'math', null, 2),
    line('r3', 'mathematics', 1, 3),
    line('r4', null, 0, 2),
  ];
  const held = { rewards, groups: [] } as unknown as HeldLists;
  const found = (search: string) => {
    const page = heldList(`v1/rewards?${search}&limit=100`, held) as { items: { record: string }[] } | null;
    return page?.items.map(({ record }) => record).join(' ');
  };
  assert.equal(found('run=a'), 'r4 r3 r2 r1');
  assert.equal(found('run=b'), '');
  assert.equal(found('kind=math'), 'r2 r1', 'a family covers its kinds, and no other name');
  assert.equal(found('tool=final-number&sort=oldest'), 'r1 r2 r3');
  assert.equal(found('tool=final'), '');
  assert.equal(found('status=unscored&cause=output'), 'r2');
  assert.equal(found('flag=reviewed&origin=any'), 'r4');
  assert.equal(found('sort=highest'), 'r3 r1 r4 r2', 'those without a number stand last');
  assert.equal(found('sort=lowest'), 'r4 r1 r3 r2');
  assert.equal(found('step=2&sort=longest'), 'r2 r4');
  assert.equal(found('q=word'), undefined, 'texts are not searched');
  assert.equal(heldList('v1/runs', held), null);
});

test('an alarm names its rollouts and runs, also one of an earlier rlar', () => {
  const places = [
    { record: 'r1', run: 'a', step: 3 },
    { record: 'r2', run: null, step: null },
    { record: 'r3', run: 'a', step: 1 },
    { record: 4, run: 'b', step: 1 },
    null,
  ];
  const alarm = { data: { places, rollouts: ['r1'] } };
  assert.deepEqual(
    alarmPlaces(alarm).map(({ record }) => record),
    ['r1', 'r2', 'r3'],
  );
  assert.deepEqual([...alarmRuns(alarm)], [['a', 3]]);
  const earlier = { data: { rollouts: ['r1', 2] } };
  assert.deepEqual(alarmPlaces(earlier), [{ record: 'r1', run: null, step: null }]);
  assert.equal(alarmRuns(earlier).size, 0);
});
