import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../../spec/query.ts';
import { demandWords, nearPrompts } from './near-prompts.ts';
import { openPrompts, promptParts } from './prompt-parts.ts';
import { describeSamples, drawSamples } from './samples.ts';
import { othersFor, shuffledFor } from './shown-to-testers.ts';

const DESIGN = {
  checkable: true,
  reason: '',
  title: '',
  unchecked: '',
  text: '',
  usesReference: false,
  overlaps: [],
};
const asks = Array.from({ length: 32 }, (_, at) => ({ prompt: `ask ${at}`, kwargs: { n: at }, others: [] }));
const asksNot = Array.from({ length: 400 }, (_, at) => `not ${at}`);

test('what authors see is in no part of the audit, and what the audit reads came from nobody’s sight', () => {
  const seen = openPrompts({ asks: asks.slice(0, 24), asksNot: asksNot.slice(0, 12) }, 3);
  assert.equal(seen.asks.length, 8);
  const { open, development, audit } = promptParts({ cases: [], asks, asksNot }, seen, 3);
  for (const { prompt } of seen.asks) assert.ok(open.has(prompt));
  const audited = [...(audit.recogniser?.asks ?? []), ...(audit.recogniser?.asksNot ?? [])];
  assert.ok(audited.every((prompt) => !open.has(prompt)));
  assert.ok((audit.recogniser?.asks.length ?? 0) >= 20);
  assert.ok((audit.recogniser?.asksNot.length ?? 0) >= 280);
  const developed = development.recogniser?.asks ?? [];
  assert.ok(developed.length > open.size - 200 && developed.some((prompt) => !open.has(prompt)));
  assert.deepEqual(promptParts({ cases: [], asks, asksNot }, seen, 3), {
    open,
    development,
    audit,
  });
});

test('half of the nearest prompts that do not ask are shown, and the other half is kept for the gates', () => {
  const near = Array.from({ length: 30 }, (_, at) => `No paragraph ${at} should end with a comma.`);
  const far = Array.from({ length: 300 }, (_, at) => `Why is planet ${at} so cold?`);
  const long = `Each paragraph must end in a question. ${'Tell more. '.repeat(80)}`;
  const words = demandWords({ what: 'constraint', id: 'paragraph-end' }, 'Ends of paragraphs', [
    'Describe tea. Every paragraph ends with a question.',
    'Praise bread. Every paragraph ends with a question.',
    'Explain tides. Every paragraph ends with a question.',
  ]);
  assert.ok(words.some((text) => /\bquestion\b/.test(text)));
  assert.ok(
    words.every((text) => !/tea|bread/.test(text)),
    'what the prompts are about is no demand',
  );
  const shown = nearPrompts([...far, ...near, long], words, 1);
  assert.deepEqual(shown, nearPrompts([...far, ...near, long], words, 1));
  assert.deepEqual([shown.length, new Set(shown).size], [16, 16]);
  assert.ok(shown.filter((prompt) => near.includes(prompt)).length >= 12);
  assert.ok(!shown.includes(long) && near.some((prompt) => !shown.includes(prompt)));
  assert.notDeepEqual(shown, nearPrompts([...far, ...near, long], words, 2));
  assert.equal(nearPrompts(['Why?'], [''], 1).length, 1);
  const { audit } = promptParts(
    { cases: [], asks, asksNot: [...far, ...near] },
    { asks: [], asksNot: shown },
    3,
  );
  assert.ok(
    shown.every((prompt) => !audit.recogniser?.asksNot.includes(prompt)),
    'the audit reads none that was shown',
  );
});

test('testers see the rules and the samples in another order, and other samples where there are some', () => {
  const rules = Array.from({ length: 6 }, (_, at) => `rule ${at}`);
  const given = {
    ...DESIGN,
    kwargs: new Map([[0, { n: 7 }]]),
    shuffled: (seed: number) => `${seed} ${rules}`,
  };
  const queries = Array.from({ length: 12 }, (_, at) =>
    query.parse({ messages: [{ role: 'user', content: `Query ${at}` }] }),
  );
  const samples = drawSamples({ target: { what: 'constraint', id: 'x' }, queries, rollouts: [], seed: 1 });
  const { samples: same, design } = shuffledFor(given, samples, 2);
  assert.ok(design.startsWith('2 '));
  assert.deepEqual(new Set(same.map(({ index }) => index)), new Set(samples.shown.map(({ index }) => index)));
  assert.notDeepEqual(
    same.map(({ index }) => index),
    samples.shown.map(({ index }) => index),
  );
  const read = same.find(({ index }) => index === samples.shown[0]?.index);
  assert.deepEqual(read?.kwargs, { n: 7 }, 'arguments go with their sample');
  const others = othersFor(given, samples, 6).samples;
  assert.ok(
    others.length === 6 && others.every(({ index }) => samples.hidden.some((one) => one.index === index)),
  );
  assert.equal(othersFor(given, { ...samples, hidden: [] }, 6).samples.length, 6);
});

test('half of the queries are shown, six at most; without nulls among the arguments', () => {
  const queries = Array.from({ length: 20 }, (_, at) =>
    query.parse({
      messages: [{ role: 'user', content: `Query ${at % 19}` }],
      constraints: [{ id: 'x', kwargs: { n: at, other: null } }],
    }),
  );
  const request = { target: { what: 'constraint', id: 'x' }, queries, rollouts: [], seed: 1 } as const;
  const { shown, hidden } = drawSamples(request);
  assert.deepEqual([shown.length, hidden.length], [6, 13]);
  assert.deepEqual(Object.keys(shown[0]?.kwargs ?? {}), ['n']);
  assert.match(describeSamples(shown), /^\[0\] Query \d+\n\[0, arguments\] \{"n":\d+\}/);
  assert.equal(drawSamples({ ...request, queries: queries.slice(0, 1) }).shown.length, 1);
  assert.equal(describeSamples([]), '(none)');
});
