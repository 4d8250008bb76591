import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { testCard } from '../../testing/test-card.ts';
import type { CandidateInput, Case } from '../candidate.ts';
import { Trial } from '../trial.ts';
import { secondOpinion } from './second-opinion.ts';

type Judge = (response: string, wanted: string) => boolean;

const NUMBERS = ['4539', '7221', '9038', '1265', '3340', '8112'];
const wantedIn = (prompt: string) => /code (\d+)/.exec(prompt)![1]!;
const sorted = (text: string) => [...text].sort().join('');
const strict: Judge = (response, wanted) => response.trim() === wanted;
const anyOrder: Judge = (response, wanted) => sorted(response.trim()) === sorted(wanted);

function tool(judge: Judge, origin: 'user' | 'agent' = 'user'): Tool {
  const card = testCard({ id: 'verify-x' });
  return {
    declaration: { ...card, provenance: { ...card.provenance, origin } },
    prepare: ({ messages = [] }) => {
      const wanted = wantedIn(String(messages.at(-1)?.content));
      return eachRollout(async ({ text }) => scored(Number(judge(text, wanted))));
    },
  };
}

const sample = (number: string, response: string, good: boolean): Case => ({
  name: `${number}: ${response}`,
  query: { messages: [{ role: 'user', content: `Say the code ${number}, please.` }] },
  options: {},
  response,
  good,
  origin: 'label',
});
const samples = NUMBERS.flatMap((number) => [sample(number, number, true), sample(number, 'none', false)]);

async function judged(mine: Judge, more: Partial<CandidateInput>, origin: 'user' | 'agent' = 'user') {
  const given = tool(mine, origin);
  const input = { tool: given, fresh: () => given, cases: samples, seed: 20, ...more };
  return secondOpinion.run(new Trial(input, 'audit'));
}

test('where a second verifier disagrees on edits in several queries, the tool is provisional, and they are shown', async () => {
  const conclusion = await judged(anyOrder, { secondOpinion: tool(strict) });
  assert.equal(conclusion.outcome, 'not-applicable');
  assert.match(conclusion.reason, /disputed.*label such responses/);
  assert.ok('findings' in conclusion && conclusion.findings!.length > 0);
  for (const { disputed, response, subject } of conclusion.findings!) {
    assert.ok(disputed && response !== undefined && subject);
    assert.ok(anyOrder(response, wantedIn(subject.prompt)) && !strict(response, wantedIn(subject.prompt)));
  }
  assert.ok((conclusion.shares?.agreementOnEdits?.of ?? 0) > 50);
});

test('two that agree pass, with an interval; an acquired tool is never held back by edits', async () => {
  const same = await judged(strict, { secondOpinion: tool(strict) });
  assert.equal(same.outcome, 'passed');
  assert.ok('shares' in same && same.shares!.agreementOnEdits!.low > 0.9);
  assert.equal((await judged(anyOrder, { secondOpinion: tool(strict) }, 'agent')).outcome, 'passed');
});

test('a second verifier that contradicts a label has no say in what is disputed', async () => {
  const wrong: Judge = (response, wanted) => strict(response, wanted) && wanted !== '4539';
  const many = Array.from({ length: 60 }, (_, at) => sample(NUMBERS[1]!, `no ${at}`, false));
  const conclusion = await judged(anyOrder, { cases: [...samples, ...many], secondOpinion: tool(wrong) });
  assert.equal(conclusion.outcome, 'passed');
  assert.match(conclusion.reason ?? '', /contradicts 1 label/);
});

test('without a second opinion the majority of other candidates is asked; without any, nobody', async () => {
  const others = [tool(strict), tool(strict), tool(anyOrder)];
  const conclusion = await judged(anyOrder, { others }, 'agent');
  assert.equal(conclusion.outcome, 'passed');
  assert.ok('findings' in conclusion && conclusion.findings!.length > 0);
  assert.equal((await judged(anyOrder, {})).outcome, 'exempt');
});

test('a second verifier that disagrees on the samples refuses', async () => {
  const conclusion = await judged(strict, { secondOpinion: tool(() => true) });
  assert.equal(conclusion.outcome, 'failed');
});
