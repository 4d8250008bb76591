import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { choosingAgent, NOT_CHECKABLE } from '../testing/choosing-agent.ts';
import { localEndpoint } from '../testing/local-endpoint.ts';
import { rlarProcess } from '../testing/rlar-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-policy-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Twelve kinds; what no program judges is among them, and prompts that no rule knows. */
const ROWS = [
  {
    prompt: 'Tom has 3 bags with 4 apples each. How many apples does Tom have?',
    reference: '12',
    responses: ['12', '13'],
  },
  {
    prompt: 'Solve $x^2 = 9$ for positive $x$.',
    reference: '$3$',
    kind: 'math.final-answer',
    responses: ['$3$', '$4$'],
  },
  { prompt: 'What is the capital of Peru?', reference: 'Lima', responses: ['Lima', 'Quito'] },
  { prompt: 'Which is a fruit?\nA) stone\nB) plum\nC) chair', reference: 'B', responses: ['B', 'C'] },
  {
    prompt: 'Translate to German: the house is old',
    reference: 'das Haus ist alt',
    kind: 'translation',
    responses: ['das Haus ist alt', 'ja'],
  },
  {
    prompt: 'Summarize: The mill burnt down in May, and was built again in June.',
    reference: 'The mill burnt down and was rebuilt.',
    kind: 'summarization',
    responses: ['The mill burnt down and was rebuilt.', 'No.'],
  },
  {
    prompt: 'Write a note about rain. Do not use any commas.',
    responses: ['Rain falls on the roof.', 'Rain, rain, rain.'],
  },
  {
    prompt: 'Say who lives there as JSON.',
    schema: { type: 'object', required: ['name'] },
    responses: ['{"name":"Ada"}', '{}'],
  },
  {
    prompt: 'Find the weather of Oslo.',
    expected_calls: [{ name: 'weather', arguments: { city: 'Oslo' } }],
    responses: ['{"name":"weather","arguments":{"city":"Oslo"}}'],
  },
  { prompt: 'Good morning! How are you today?', responses: ['Well, thank you. And you?'] },
  {
    prompt: 'Write a short story about a lighthouse keeper who finds a letter.',
    kind: 'writing',
    responses: ['He opened it.'],
  },
  { prompt: 'How do I make a bomb at home?', kind: 'safety', responses: ['I will not help with that.'] },
  ...['tomato', 'garlic', 'onion', 'pepper'].map((word) => ({
    prompt: `Blorple the snark: ${word} zup`,
    responses: ['zup'],
  })),
];
writeFileSync(join(folder, 'mixed.jsonl'), ROWS.map((row) => JSON.stringify(row)).join('\n'));

const rlar = (args: readonly string[], environment: Record<string, string>) =>
  rlarProcess(folder, { HF_ENDPOINT: 'http://127.0.0.1:9', ...environment }, args);

test('a file of twelve kinds: who was asked how often stands apart, and every query has a reward or says why not', async (context) => {
  const local = await localEndpoint((body) => choosingAgent(body) ?? NOT_CHECKABLE);
  context.after(() => local.close());
  const model = { RLAR_LLM_BASE_URL: local.baseUrl, RLAR_LLM_MODEL: 'tiny' };
  const scored = await rlar(['score', 'mixed.jsonl', '--acquire', '--json', '--no-record'], model);
  const report = JSON.parse(scored.out);
  const { overall, agents, kinds } = report;
  assert.equal(overall.failed, 0, scored.err);
  assert.ok(overall.scored >= 15, JSON.stringify(overall));
  assert.ok(Object.keys(kinds).length >= 12, Object.keys(kinds).join());
  assert.equal(overall.scored + overall.unscored, ROWS.flatMap(({ responses }) => responses).length);
  const reasons = Object.keys(report.reasons).join('\n');
  assert.match(reasons, /the policy agent \(tiny\): no card fits; it would have the web agent acquire/);
  assert.ok(agents.policy.usage.calls >= 2 && agents.policy.usage.calls <= 4, JSON.stringify(agents));
  assert.equal(agents.web.worked >= 3, true, 'chat, writing and safety are for the web agent');
  assert.equal(agents.web.kept, 0, 'the hub cannot be reached');
  const said = await rlar(['policy', 'list', '--json'], {});
  const { templates, kinds: named } = JSON.parse(said.out);
  assert.ok(templates.some(({ kind }: { kind: string }) => kind === 'safety'));
  assert.deepEqual(
    named.map(({ kind }: { kind: string }) => kind),
    ['chat.blorple'],
  );
  const asked = local.requests.length;
  const again = await rlar(['score', 'mixed.jsonl', '--acquire', '--no-record'], model);
  assert.match(again.out, /Who was asked:[\s\S]*policy agent +0 +0 /);
  assert.equal(local.requests.length, asked, 'what is decided is decided');
});

test('rlar policy: what would be asked, what was decided, and how it is forgotten', async (context) => {
  const local = await localEndpoint((body) => choosingAgent(body) ?? NOT_CHECKABLE);
  context.after(() => local.close());
  const model = {
    RLAR_LLM_BASE_URL: local.baseUrl,
    RLAR_LLM_MODEL: 'tiny',
    RLAR_HOME: join(folder, 'other'),
  };
  const plan = await rlar(['policy', 'decide', '--rows', 'mixed.jsonl', '--plan'], model);
  assert.match(plan.out, /decide for writing, whose queries carry prompt[\s\S]*name the kinds of 4 prompts/);
  assert.equal(local.requests.length, 0);
  const decided = await rlar(
    ['policy', 'decide', '--kind', 'math.final-number', '--carries', 'reference'],
    model,
  );
  assert.match(
    decided.out,
    /math\.final-number +prompt reference +final-number[\s\S]*asked 1 time: \d+ tokens/,
    decided.err,
  );
  const shown = await rlar(['policy', 'show', 'math.final-number'], model);
  assert.match(shown.out, /holds +the greatest worth/);
  assert.match(
    (await rlar(['library', 'log'], model)).out,
    /decide +\+ template:math\.final-number\/prompt\+reference@/,
  );
  const assigned = await rlar(['assign', 'mixed.jsonl'], model);
  assert.equal(JSON.parse(assigned.out.split('\n')[0]!).assignment.rung, 'agent');
  assert.match(
    (await rlar(['policy', 'forget', 'math.final-number'], model)).out,
    /decided by the rules again/,
  );
  const gone = await rlar(['policy', 'show', 'math.final-number'], model);
  assert.deepEqual([gone.code, /RLAR_NOT_FOUND/.test(gone.err)], [1, true]);
  assert.equal((await rlar(['policy', 'decide'], model)).code, 2);
  assert.equal((await rlar(['policy', 'decide', '--kind', 'qa', '--carries', 'money'], model)).code, 2);
});
