import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combine } from '../../rewards/combine.ts';
import { Random } from '../../spec/random.ts';
import {
  type Composite,
  compositeReward,
  compositeText,
  type LabelledItem,
  meanRightness,
  type Part,
  templateTools,
} from './composite.ts';
import { proposeComposite } from './propose-composite.ts';
import { searchComposites } from './search-composites.ts';
import { tuneWeights } from './tune-weights.ts';

const part = (id: string, more: Partial<Part> = {}): Part => ({
  id,
  version: '1',
  mayGate: true,
  mayJudge: true,
  mayBack: true,
  ...more,
});
const PARTS = [
  part('form', { mayJudge: false, mayBack: false }),
  part('style'),
  part('noise'),
  part('facts'),
];

/** Right is what keeps the form, and has style and facts together; the library as it is asks for style alone. */
function world(queries: number, seed: number): LabelledItem[] {
  const random = new Random(seed);
  return Array.from({ length: queries * 2 }, (_, at) => {
    const [form, style, noise, facts] = [
      random.next() < 0.7 ? 1 : 0,
      random.next(),
      random.next(),
      random.next(),
    ];
    const correct = form === 1 && (style + facts) / 2 >= 0.5;
    return { query: `q${at >> 1}`, correct, values: [form, style, noise, facts], now: style };
  });
}

test('a composite pays what rewards/combine pays for the template that it becomes', () => {
  const random = new Random(3);
  const card = {
    slot: 'quality' as const,
    contentGuard: false,
    range: [0, 1] as [number, number],
    type: 'verifier' as const,
  };
  const forms: Composite[] = [
    { how: 'one', parts: [{ part: 1, weight: 1, gate: false }] },
    { how: 'first', parts: [1, 3].map((at) => ({ part: at, weight: 1, gate: false })) },
    {
      how: 'composite',
      parts: [
        { part: 0, weight: 0.5, gate: true },
        { part: 1, weight: 2, gate: false },
        { part: 3, weight: 1, gate: false },
      ],
    },
  ];
  for (const composite of forms)
    for (let round = 0; round < 60; round += 1) {
      const values = PARTS.map(() => (random.next() < 0.2 ? null : random.next() < 0.3 ? 0 : random.next()));
      const { tools, combine: how } = templateTools(composite, PARTS);
      const results = tools.map(({ id, version }) => {
        const value = values[PARTS.findIndex((one) => one.id === id)]!;
        return {
          tool: id,
          version,
          evidence: {},
          ms: 0,
          value,
          status: value === null ? ('unscored' as const) : ('scored' as const),
        };
      });
      const assignment = { tools, truncated: 'score' as const, reason: '', ...(how && { combine: how }) };
      const made = combine(assignment, results, { noContent: false, truncated: false }, () => card).reward;
      const expected = compositeReward(composite, values);
      assert.equal(made === null, expected === null, `${compositeText(composite, PARTS)} of ${values}`);
      if (made !== null) assert.ok(Math.abs(made - expected!) < 1e-9, `${made} ${expected}`);
    }
});

test('a search finds the composite that the labels follow, and no part that says nothing', () => {
  const { proposal } = proposeComposite({
    kind: 'letters',
    carries: [],
    parts: PARTS,
    items: world(400, 1),
    seed: 1,
  });
  assert.ok(proposal && proposal.sealed === 'better');
  assert.ok(proposal.after > 0.9 && proposal.before < 0.75, `${proposal.before} ${proposal.after}`);
  const ids = proposal.composite.parts.map(({ part: at }) => PARTS[at]!.id).sort();
  assert.deepEqual(ids, ['facts', 'form', 'style'], proposal.text);
});

test('nothing is proposed from labels that follow nothing, from few of them, or where the library is as good', () => {
  const random = new Random(5);
  let wrong = 0;
  for (let seed = 0; seed < 6; seed += 1) {
    const none = world(120, seed).map((item) => ({
      ...item,
      correct: random.next() < 0.5,
      now: random.next(),
    }));
    const { proposal } = proposeComposite({ kind: 'letters', carries: [], parts: PARTS, items: none, seed });
    if (proposal?.sealed === 'better') wrong += 1;
  }
  assert.ok(wrong <= 1, `${wrong} of 6`);
  const few = proposeComposite({ kind: 'letters', carries: [], parts: PARTS, items: world(20, 1), seed: 1 });
  assert.deepEqual(few, { proposal: null, generator: null });
  const perfect = world(200, 2).map((item) => ({ ...item, now: item.correct ? 1 : 0 }));
  assert.equal(
    proposeComposite({ kind: 'letters', carries: [], parts: PARTS, items: perfect, seed: 1 }).proposal,
    null,
  );
});

test('the weight of an auxiliary part that hurts is driven to 0, and one that helps keeps its own', () => {
  const random = new Random(9);
  const items = Array.from({ length: 300 }, (_, at): LabelledItem => {
    const [style, facts] = [random.next(), random.next()];
    return {
      query: `q${at}`,
      correct: style >= 0.5,
      values: [1, style, 1 - style + 0.2 * random.next(), facts],
      now: null,
    };
  });
  const mixed: Composite = {
    how: 'composite',
    parts: [1, 2, 3].map((at) => ({ part: at, weight: 1, gate: false })),
  };
  const tuned = tuneWeights(mixed, items.slice(0, 150), items.slice(150));
  assert.deepEqual(
    tuned.parts.map(({ part: at }) => at),
    [1],
    compositeText(tuned, PARTS),
  );
  const both = world(300, 4).filter(({ values }) => values[0] === 1);
  const useful: Composite = {
    how: 'composite',
    parts: [1, 3].map((at) => ({ part: at, weight: at === 1 ? 4 : 1, gate: false })),
  };
  const kept = tuneWeights(useful, both.slice(0, 200), both.slice(200));
  assert.equal(kept.parts.length, 2);
  const value = (one: Composite) => meanRightness(both, ({ values }) => compositeReward(one, values));
  assert.ok(value(kept) > value(useful));
});

test('the generator learns which parts are worth something, and a later search goes on from it', () => {
  const first = searchComposites(PARTS, world(300, 6), 1);
  const { parts } = first.generator;
  assert.ok(parts.noise! < parts.style! && parts.noise! < parts.facts!, JSON.stringify(parts));
  const more = [...PARTS, part('new')];
  const items = world(100, 7).map((item) => ({ ...item, values: [...item.values, item.correct ? 1 : 0] }));
  const again = searchComposites(more, items, 2, first.generator);
  assert.equal(compositeText(again.found[0]!.composite, more), 'new');
  assert.ok(again.generator.parts.new! > 0);
});
