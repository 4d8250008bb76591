import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { toolDeclaration } from '../../spec/tool-card.ts';
import { scored } from '../../spec/verdict.ts';
import { qualityEstimation } from './quality-estimation.ts';

const shown: string[] = [];
/** A model that counts words that it knows. */
const model = makeTool({
  declaration: toolDeclaration.parse({
    ...{ id: 'qe', version: '1', title: 'qe', description: 'qe', type: 'reward-model', slot: 'quality' },
    ...{ needs: ['prompt'], kinds: ['translation'], range: [0, 1], execution: 'async', deadlineMs: 1000 },
    provenance: { origin: 'user' },
  }),
  options: noOptions,
  batch: 8,
  prepare: () => ({
    score: (rollouts) =>
      rollouts.map(({ text }) => {
        shown.push(text);
        return scored(text.match(/\b(?:der|zug|fährt|um|neun)\b/gi)?.length ?? 0);
      }),
  }),
});
const query = (references: string[] = []) => ({
  prompt: 'Translate into German: The train leaves at nine.',
  messages: [],
  references,
  constraints: [],
  languages: { source: 'en', target: 'de' },
});
const context = { signal: new AbortController().signal, deadline: 1000 };
const score = async (how: 'sem' | 'mix', references: string[], ...texts: string[]) => {
  const tool = qualityEstimation(model, { how, range: [0, 5] });
  const verdicts = await tool.prepare(query(references), {}).score(
    texts.map((text) => ({ text })),
    context,
  );
  return verdicts.map((verdict) => (verdict.status === 'scored' ? verdict.value : verdict.status));
};

test('form first: what is no translation earns nothing and is not shown to the model', async () => {
  shown.length = 0;
  const values = await score(
    'sem',
    [],
    'Der Zug fährt um neun.',
    '',
    'The train leaves at nine.',
    'Der Zug.',
  );
  assert.deepEqual(values, [1, 0, 0, 0.4]);
  assert.deepEqual(shown, ['Der Zug fährt um neun.', 'Der Zug.']);
});

test('mix is the mean of the model and of the closeness to a reference', async () => {
  const [same, free] = await score(
    'mix',
    ['Der Zug fährt um neun.'],
    'Der Zug fährt um neun.',
    'Um neun fährt er ab.',
  );
  assert.ok(Number(same) > 0.95);
  assert.ok(Number(free) > 0.2 && Number(free) < 0.8);
});

test('a calibration says what the numbers mean', async () => {
  const calibration = [
    { value: 0, share: 0 },
    { value: 2, share: 0.5 },
    { value: 5, share: 1 },
  ];
  const tool = qualityEstimation(model, { how: 'sem', range: [0, 0], calibration });
  const [verdict] = await tool.prepare(query(), {}).score([{ text: 'Der Zug.' }], context);
  assert.equal(verdict?.status === 'scored' && verdict.value, 0.5);
});
