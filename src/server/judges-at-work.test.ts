/** Judges of trajectories and programs, judges beside other tools, and what their work costs, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../spec/json.ts';
import { fencedText, markOf, scriptedJudge } from '../testing/scripted-judge.ts';
import { type ScriptedModel, scriptedModel } from '../testing/scripted-model.ts';
import { judgeServers, criterionOf as one, valuesOf as values } from '../testing/served-judge.ts';

const serve = judgeServers();
const PINNED = { prompt: 'Write a note to the guests.', tools: ['judge'] };

const SHOP = {
  prompt: 'Order two lamps.',
  tools: ['judge'],
};
const trajectory = (observation: string, end: string) => [
  {
    role: 'assistant',
    content: 'I order them.',
    tool_calls: [{ name: 'order', arguments: { item: 'lamp', count: 2 } }],
  },
  { role: 'tool', content: observation },
  { role: 'assistant', content: end },
];

test('success without ground truth (PAE): the last observation decides, and its words are looked for', async () => {
  const model = scriptedModel(({ prompt }) => {
    const said = fencedText(prompt, 'response');
    const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
    const done = said.includes('order 7 confirmed') || said.includes('lies');
    return {
      check,
      reason: 'as it stands',
      step: done ? 2 : 0,
      quote: done ? 'order 7 confirmed' : '',
      done,
    };
  });
  const post = await serve({ judges: 'success' }, [model]);
  const responses = [
    { steps: trajectory('order 7 confirmed', 'Done.') },
    { steps: trajectory('out of stock', 'Done. The order was placed.') },
    { steps: trajectory('lies', 'Done.') },
  ];
  const [done, not, made] = await post({ ...SHOP, responses });
  assert.deepEqual([done!.reward, not!.reward], [1, 0]);
  assert.equal(done!.results[0]!.evidence.step, 2);
  assert.equal(made!.status, 'failed', 'a step without these words shows nothing');
});

test('evidence contract (SmartSnap): what is made up earns 0 without a question; the judge sees the evidence alone; many pieces cost', async () => {
  const model = scriptedModel(({ prompt }) => {
    const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
    const said = fencedText(prompt, 'response');
    return { check, reason: 'as it stands', shows: said.includes('confirmed'), beside: [] };
  });
  const post = await serve({ judges: 'evidence', free: 1, each: 0.25 }, [model]);
  const named = (...quotes: string[]) =>
    JSON.stringify({ evidence: quotes.map((quote) => ({ step: 2, quote })) });
  const responses = [
    { steps: trajectory('order 7 confirmed, secret 99', named('order 7 confirmed')) },
    { steps: trajectory('out of stock', named('order 7 confirmed')) },
    { steps: trajectory('order 7 confirmed, secret 99', named('order 7 confirmed', 'order 7')) },
    { steps: trajectory('order 7 confirmed', 'Done, believe me.') },
  ];
  assert.deepEqual(values(await post({ ...SHOP, responses })), [1, 0, 0.75, 0]);
  assert.equal(model.requests.length, 2);
  assert.ok(model.requests.every(({ prompt }) => !prompt.includes('secret')));
});

test('a judge with instruments (Themis, ARM-Thinker): what it finds cites a result that a program gave', async () => {
  const cited: string[] = [];
  const model = scriptedModel(({ prompt }): JsonObject => {
    const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
    const result = fencedText(prompt, 'r1');
    if (result === '') return { uses: [{ instrument: 'calculator', input: '17 * 3' }] };
    cited.push(result);
    const met = result.includes('= 51') && fencedText(prompt, 'response').includes('51');
    const cites = fencedText(prompt, 'response').includes('made up') ? ['r9'] : met ? ['r1'] : [];
    return { check, right: { reason: 'worked out', met: met || cites.length > 0, cites } };
  });
  const spec = { judges: 'rubric', criteria: [one('right')], instruments: ['calculator'] };
  const post = await serve(spec, [model]);
  const responses = ['17 times 3 is 51.', '17 times 3 is 52.', 'It is made up.'];
  const [right, wrong, made] = await post({ ...PINNED, responses });
  assert.deepEqual([right!.reward, wrong!.reward], [1, 0]);
  assert.equal(made!.status, 'failed', 'a result that was not given shows nothing');
  assert.match(cited[0]!, /calculator: 17 \* 3\n= 51/);
  assert.deepEqual(right!.results[0]!.evidence.results, [
    { for: 'right', id: 'r1', instrument: 'calculator', input: '17 * 3', output: '51' },
  ]);
});

test('anti-cheat rubric (StitchCUDA): a program that passes its tests and cheats earns 0; one that fails them asks nobody', async () => {
  const model = scriptedJudge(
    ({ criterion, response }) => criterion !== 'computes' || !response.includes('== 2'),
  );
  const post = await serve({ judges: 'programs', kinds: ['code.unit-tests'] }, [model]);
  const program = (body: string) => `\`\`\`javascript\nfunction double(n) { ${body} }\n\`\`\``;
  const rewards = await post({
    prompt: 'Write a JavaScript function double(n) that doubles a number.',
    tests: "const assert = require('assert'); assert.equal(double(2), 4); assert.equal(double(5), 10);",
    language: 'javascript',
    responses: [program('return 2 * n'), program('return n == 2 ? 4 : 10'), program('return n')],
  });
  assert.equal(rewards[0]!.assignment.combine, 'all', rewards[0]!.assignment.reason);
  assert.deepEqual(values(rewards), [1, 0, 0], rewards[0]!.reason);
  assert.match(rewards[2]!.results[1]!.reason ?? '', /^not asked: a tool before it scored the floor/);
  assert.deepEqual(rewards[2]!.flags.includes('partial'), false);
  assert.equal(model.requests.length, 2);
});

test('a monitor is asked and recorded, and changes no reward, not even by its failure', async () => {
  const row = { prompt: 'How many apples are 3 bags of 4?', reference: '12', responses: ['12', '13'] };
  const model = scriptedModel(() => 'no verdict');
  const post = await serve({ judges: 'rubric', criteria: [one('kind')], kinds: ['math'], monitor: true }, [
    model,
  ]);
  const rewards = await post(row);
  assert.deepEqual(values(rewards), [1, 0]);
  assert.deepEqual(
    [rewards[0]!.assignment.tools.at(-1)!.weight, rewards[0]!.results.at(-1)!.status],
    [0, 'failed'],
  );
  assert.deepEqual(
    rewards[0]!.flags.filter((flag) => flag === 'provisional'),
    [],
  );
});

test('likelihoods: a value is the mean over what the model finds likely', async () => {
  const model = scriptedJudge(() => 2);
  const asked = model.askStructured.bind(model);
  const likely = {
    ...model,
    askStructured: async (request, shape) => {
      const answer = await asked(request, shape);
      const pieces = ['{"good": {"reason": "a", "grade": ', '2', '}}'];
      const among = { 2: Math.log(0.5), 1: Math.log(0.25), 0: Math.log(0.25) };
      request.onTokens?.(pieces.map((token) => ({ token, among: token === '2' ? among : { [token]: 0 } })));
      return answer;
    },
  } as ScriptedModel;
  const spec = { judges: 'rubric', criteria: [one('good', { grades: ['bad', 'fair', 'good'] })] };
  assert.deepEqual(values(await (await serve(spec, [model]))({ ...PINNED, responses: ['x y'] })), [1]);
  const post = await serve({ ...spec, likelihoods: true }, [likely]);
  assert.deepEqual(values(await post({ ...PINNED, responses: ['x y'] })), [0.625]);
});

test('a budget of a run is kept by whole groups: what it does not reach for is failed by the system, and never 0', async () => {
  const model = scriptedJudge(() => true);
  const post = await serve({ judges: 'rubric', criteria: [one('good')] }, [model]);
  const body = (prompt: string, responses: string[]) => ({ prompt, tools: ['judge'], responses });
  const run = { run: 'b', step: 1, judge_budget: { calls: 4 } };
  const first = await post({
    ...run,
    groups: [body('One?', ['a b', 'c d']), body('Two?', ['e f', 'g h', 'i j'])],
  });
  assert.deepEqual(values(first), [1, 1, null, null, null]);
  assert.deepEqual(
    first.slice(2).map(({ status, cause, error }) => [status, cause, error?.code]),
    Array.from({ length: 3 }, () => ['failed', 'system', 'RLAR_BUDGET_SPENT']),
  );
  assert.equal(model.requests.length, 2);
  const other = await post({ run: 'c', judge_budget: { usd: 1 }, groups: [body('One?', ['a b'])] });
  assert.equal(other[0]!.reward, 1);
});

test('together: a group in few questions, in any order the same, and what fails fails all of it', async () => {
  const asked: string[] = [];
  const model = scriptedModel((request): JsonObject | string => {
    const { prompt } = request;
    asked.push(prompt);
    const names = [...prompt.matchAll(/^The response `(response\d)`:$/gm)].map(([, name]) => name!);
    const said = names.map((name) => [name, fencedText(prompt, name)]);
    if (said.some(([, text]) => text!.includes('broken'))) return 'no verdict';
    const answers = said.map(([name, text]) => [
      name,
      { kind: { reason: 'r', met: text!.includes('kind') } },
    ]);
    return { check: markOf(request), ...Object.fromEntries(answers) };
  });
  const post = await serve({ judges: 'rubric', criteria: [one('kind')], together: 3 }, [model]);
  const responses = ['kind one', 'rude two', 'kind three', 'rude four', '', 'kind one'];
  const wanted = [1, 0, 1, 0, 0, 1];
  assert.deepEqual(values(await post({ ...PINNED, responses })), wanted);
  assert.equal(asked.length, 2);
  const turned = await post({ ...PINNED, responses: responses.toReversed() });
  assert.deepEqual(values(turned), wanted.toReversed());
  assert.deepEqual(asked.slice(2), asked.slice(0, 2), 'the same questions');
  const failed = await post({ ...PINNED, responses: ['kind one', 'broken'] });
  assert.ok(failed.every(({ status, cause }) => status === 'failed' && cause === 'system'));
});

test('a budget that does not reach leaves a monitor out, and the reward as it is', async () => {
  const model = scriptedJudge(() => true);
  const row = { prompt: 'How many apples are 3 bags of 4?', reference: '12', responses: ['12', '13'] };
  const post = await serve({ judges: 'rubric', criteria: [one('kind')], kinds: ['math'], monitor: true }, [
    model,
  ]);
  const [right] = await post({ run: 'm', judge_budget: { calls: 0 }, groups: [row] });
  assert.deepEqual([right!.reward, right!.results.length, model.requests.length], [1, 1, 0]);
});
