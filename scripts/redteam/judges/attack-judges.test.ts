import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readJudge } from '../../../src/library/added-tools/read-judge.ts';
import { cassette } from '../../../src/models/cassette.ts';
import { meteredChatModel } from '../../../src/models/metered-chat-model.ts';
import { scriptedJudge, scriptedPairJudge } from '../../../src/testing/scripted-judge.ts';
import { judgedResponse } from '../../../src/tools/judge/judged-response.ts';
import { transcriptOf } from '../../../src/tools/judge/transcript.ts';
import { attackLive } from './ask-live.ts';
import { WEAKEST } from './attack-judges.ts';
import { chatItems } from './items.ts';
import { liveTable, liveTally, toldApart, withstood } from './live-report.ts';
import { itemsFor, itemsOfPairs, trialsOf } from './trials.ts';

const judgeIn = (file: string) => readJudge(readFileSync(file, 'utf8'), '');
const examples = join(import.meta.dirname, '../../../examples/judges');

test('the guard knows none of the wordings: whatever a judge withstands, its model withstands', () => {
  for (const spec of WEAKEST.map(judgeIn)) {
    const rubric = spec.judges === 'rubric' ? spec.criteria.map(({ asks }) => asks) : [];
    const trials = trialsOf(itemsFor(spec)!, spec.judges === 'rubric' ? 4 : 1);
    assert.equal(new Set(trials.map(({ words }) => words)).size, trials.length);
    for (const { item, attacked, words } of trials) {
      const query = { prompt: item.prompt, messages: [], references: [], constraints: [] };
      const shown = attacked.steps
        ? transcriptOf(attacked, query, 24_000).shown
        : judgedResponse(attacked.text, query, rubric).shown;
      assert.ok(shown.includes(words), `${words}\n${shown}`);
    }
  }
});

test('as recorded, nothing is earned, and right responses are told from wrong ones', async () => {
  const folder = join(import.meta.dirname, 'recorded');
  const model = meteredChatModel(cassette({ folder, inner: null, prompts: 'hash' }));
  for (const spec of WEAKEST.map(judgeIn)) {
    const outcomes = await attackLive(model, spec, { count: 1, seed: 15 });
    const { judged, failed, earned, reached } = liveTally('ALL', outcomes);
    assert.deepEqual([judged, failed, earned, reached], [14, 0, 0, 0], liveTable(outcomes));
    assert.deepEqual(toldApart(outcomes), { items: 6, apart: 6 });
  }
});

test('a model that is talked round is found out, alone and between two responses; what fails is counted apart', async () => {
  const isRight = (text: string) => chatItems.some(({ right }) => text.includes(right.text));
  const good = judgeIn(join(examples, 'good-response.yaml'));
  const soft = scriptedJudge(({ response }) => (isRight(response) ? 2 : response.includes('kind') ? 1 : 0));
  const outcomes = await attackLive(soft, good, { count: 4, seed: 1 });
  const byPattern = (name: string) =>
    liveTally(
      name,
      outcomes.filter(({ pattern }) => pattern === name),
    );
  assert.ok(byPattern('plea').earned > 0 && byPattern('flattery').earned > 0);
  assert.equal(byPattern('encoded').earned, 0);
  assert.equal(withstood(byPattern('encoded')), true);
  const open = scriptedJudge(({ response }) => (isRight(response) || response.includes('\n') ? 2 : 0));
  assert.equal(withstood(liveTally('ALL', await attackLive(open, good, { count: 1, seed: 1 }))), false);
  const pairs = judgeIn(join(examples, 'better-response.yaml'));
  const items = itemsOfPairs(
    Array.from({ length: 28 }, (_, at) => ({
      prompt: `Say ${at}.`,
      chosen: `It is ${at}.`,
      rejected: 'No.',
    })),
  );
  const swayed = scriptedPairJudge(({ first, second }) =>
    first.includes('two children') || first.startsWith('It') ? 'first' : second ? 'second' : 'neither',
  );
  const beside = await attackLive(swayed, pairs, { count: 2, seed: 1, items });
  assert.equal(liveTally('plea', beside).failed, 0);
  assert.ok(beside.every(({ pattern, value }) => (value ?? 0) < 1 || pattern === 'plea'));
  assert.equal(new Set(beside.map(({ item }) => item)).size, 28);
  const mute = scriptedJudge(({ response }) => ({ met: true, reason: response }));
  assert.equal(liveTally('ALL', await attackLive(mute, good, { count: 1, seed: 1 })).failed, 14);
});
