import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../../spec/query.ts';
import { openPrompts, promptParts } from './prompt-parts.ts';
import { describeSamples, drawSamples } from './samples.ts';

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
