import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { Executor } from '../../scoring/executor.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, scoreOne } from '../../spec/prepared-tool.ts';
import type { Tool, ToolQuery } from '../../spec/tool.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { type AgentToolParts, makeAgentRecord } from './agent-record.ts';
import { finishRecord, type ToolSources } from './record.ts';
import { toolOf } from './tool-of.ts';

const skip = bubblewrapProblem() ?? false;
const PROMPT = 'Name the river. Start every line with a tilde.';
const RECOGNISER = `
export function recognise(prompt) {
  const at = prompt.indexOf('Start every line with');
  return at < 0 ? [] : [[at, prompt.indexOf('.', at) + 1]];
}
export function extract(prompt) {
  return prompt.includes('tilde') ? { mark: '~' } : null;
}`;
const CHECKER = `export default (response, kwargs, prompt) => {
  if (response === 'unsure') return null;
  if (response === 'one') return 1;
  if (response === 'throw') throw new Error('no luck');
  if (response === 'loop') for (;;);
  if (response === 'prompt') return prompt.startsWith('Name');
  if (response === 'write') { try { kwargs.mark = ''; } catch {} }
  return response.split('\\n').every((line) => line.startsWith(kwargs.mark));
}`;
const PYTHON = `
def check(response, kwargs, prompt):
    if response == "unsure": return None
    if response == "one": return 1
    return all(line.startswith(kwargs["mark"]) for line in response.split("\\n"))
`;
const constraint: AgentToolParts = {
  id: 'line-mark',
  title: 'Lines that start with a mark',
  description: 'Whether every line starts with the mark.',
  language: 'javascript',
  kinds: [],
  constraint: 'lines:mark',
  callMs: 50,
};
const asked = (prompt = PROMPT, references: string[] = []): ToolQuery => ({
  prompt,
  messages: [{ role: 'user', content: prompt }],
  references,
  constraints: [],
});
const stating: JsonObject = { constraint: { id: 'lines:mark', kwargs: { mark: '~' } } };

async function make(parts: AgentToolParts, sources: ToolSources): Promise<Tool> {
  return toolOf(await makeAgentRecord(parts, sources), sources);
}
const judge = async (tool: Tool, text: string, query = asked(), options = stating): Promise<Verdict> =>
  scoreOne(tool.prepare(query, options), { text });
const outcome = (verdict: Verdict) =>
  verdict.status === 'scored'
    ? verdict.value
    : verdict.status === 'failed'
      ? verdict.error.code
      : verdict.status;

test('a constraint tool: held or not, cannot tell, and everything else fails', async () => {
  const tool = await make(constraint, { program: CHECKER, recogniser: RECOGNISER });
  assert.equal(tool.declaration.provenance.origin, 'agent');
  const seen: Record<string, unknown> = {};
  const texts = ['~ a\n~ b', '~ a\nb', 'unsure', 'one', 'throw', 'loop', 'prompt', 'write', ' \n '];
  for (const text of texts) seen[text] = outcome(await judge(tool, text));
  assert.deepEqual(seen, {
    '~ a\n~ b': 1,
    '~ a\nb': 0,
    unsure: 'unscored',
    one: 'RLAR_TOOL_INVALID_RESULT',
    throw: 'RLAR_TOOL_CRASHED',
    loop: 0,
    prompt: 1,
    write: 0,
    ' \n ': 0,
  });
  const { evidence } = await judge(tool, '~');
  assert.deepEqual(evidence, { constraints: [{ id: 'lines:mark', kwargs: { mark: '~' }, ok: true }] });
  assert.equal(outcome(await judge(tool, '~', asked(), {})), 'unscored');
  const stated = { ...asked(), constraints: [{ id: 'lines:mark', kwargs: { mark: '#' } }] };
  assert.equal(outcome(await judge(tool, '# a', stated, {})), 1);
});

test('the same in Python', { skip }, async () => {
  const parts: AgentToolParts = { ...constraint, language: 'python', callMs: 2_000 };
  const tool = await make(parts, { program: PYTHON, recogniser: RECOGNISER });
  const seen = [];
  for (const text of ['~ a', 'a', 'unsure', 'one']) seen.push(outcome(await judge(tool, text)));
  assert.deepEqual(seen, [1, 0, 'unscored', 'RLAR_TOOL_INVALID_RESULT']);
  const kind = { ...parts, constraint: undefined, kinds: ['puzzle.sum'] };
  await assert.rejects(makeAgentRecord(kind, { program: PYTHON }), { code: 'RLAR_INVALID_TOOL' });
});

test('a kind tool: the best of several references, none where it compares with none', async () => {
  const program = `export default (prompt, response, reference) => {
    if (reference === null) return response.length > 3;
    return rlar.normalize(response) === rlar.normalize(reference) ? 1 : 0.25;
  }`;
  const parts: AgentToolParts = { ...constraint, constraint: undefined, kinds: ['puzzle.sum'] };
  const comparing = await make({ ...parts, needs: ['reference'] }, { program });
  assert.equal(outcome(await judge(comparing, 'Oder', asked(PROMPT, ['Elbe', 'oder']))), 1);
  assert.equal(outcome(await judge(comparing, 'Rhine', asked(PROMPT, ['Elbe', 'oder']))), 0.25);
  assert.equal(outcome(await judge(comparing, 'Rhine')), 'unscored');
  assert.equal(outcome(await judge(await make(parts, { program }), 'Rhine')), 1);
});

test('a recogniser finds spans and reads arguments', async () => {
  const { recogniser } = await make(constraint, { program: CHECKER, recogniser: RECOGNISER });
  assert.deepEqual(await recogniser?.recognise(PROMPT), [[16, 46]]);
  assert.deepEqual(await recogniser?.recognise('Name the river.'), []);
  assert.deepEqual(await recogniser?.extract?.(PROMPT), { mark: '~' });
  assert.equal(await recogniser?.extract?.('Name the river.'), null);
  assert.deepEqual(recogniser?.trouble, { calls: 4, failures: 0, last: null });
});

test('a recogniser that misbehaves recognises nothing, and is counted', async () => {
  const recogniser = `const recognise = (prompt) => {
    if (prompt === 'loop') for (;;);
    if (prompt === 'throw') throw new Error('no luck');
    if (prompt === 'far') return [[0, 100]];
    if (prompt === 'back') return [[3, 3]];
    if (prompt === 'half') return [[0.5, 2]];
    if (prompt === 'text') return 'yes';
    if (prompt === 'overlap') return [[4, 7], [0, 2], [1, 3]];
    return [];
  };
  const extract = (prompt) => (prompt === 'list' ? [1] : { long: 'x'.repeat(prompt.length * 1000) });`;
  const tool = await make(constraint, { program: CHECKER, recogniser });
  for (const prompt of ['loop', 'throw', 'far', 'back', 'half', 'text'])
    assert.deepEqual(await tool.recogniser?.recognise(prompt), [], prompt);
  assert.equal(tool.recogniser?.trouble?.failures, 6);
  assert.deepEqual(await tool.recogniser?.recognise('overlap'), [
    [0, 3],
    [4, 7],
  ]);
  assert.equal(await tool.recogniser?.extract?.('list'), null);
  assert.equal(await tool.recogniser?.extract?.('12345'), null);
  assert.equal((await tool.recogniser?.extract?.('1'))?.long, 'x'.repeat(1000));
  assert.equal(tool.recogniser?.trouble?.failures, 8);
});

test('a program without the function that it must have is refused', async () => {
  const refused = (parts: Partial<AgentToolParts>, sources: ToolSources, message: RegExp) =>
    assert.rejects(makeAgentRecord({ ...constraint, ...parts }, sources), {
      code: 'RLAR_INVALID_TOOL',
      message,
    });
  await refused({}, { program: 'const check = 1' }, /export default/);
  const half = 'function recognise() { return []; }';
  await refused({}, { program: CHECKER, recogniser: half }, /extract/);
  await refused({ constraint: undefined }, { program: CHECKER }, /serves a kind/);
  await refused({ id: 'No Good' }, { program: CHECKER }, /id/);
});

test('a call that is over its time gets the floor, a rollout that was held up by other calls gets no score', async () => {
  const tool = await make(constraint, { program: CHECKER });
  assert.equal(outcome(await judge(tool, 'loop')), 0);
  const held = eachRollout((_, { signal }) => once(signal, 'abort').then(() => scored(1)));
  const heldUp = { ...tool, prepare: () => held, declaration: { ...tool.declaration, deadlineMs: 10 } };
  const work = { tool: heldUp, query: asked(), options: stating, rollouts: [{ text: '~ a' }] };
  const [answers] = await new Executor({ threads: 0 }).run([work]);
  assert.deepEqual(
    answers!.map(({ verdict }) => outcome(verdict)),
    ['RLAR_TOOL_DEADLINE'],
  );
});

test('the version is made from the programs and the card', async () => {
  const sources = { program: CHECKER, recogniser: RECOGNISER };
  const version = async (parts: Partial<AgentToolParts>, given: ToolSources = sources) =>
    (await makeAgentRecord({ ...constraint, ...parts }, given)).declaration.version;
  const first = await version({});
  assert.equal(await version({}), first);
  const others = [
    await version({ title: 'Another' }),
    await version({}, { ...sources, recogniser: `${RECOGNISER} ` }),
    await version({}, { ...sources, program: `${CHECKER} ` }),
  ];
  assert.equal(new Set([first, ...others]).size, 4);
});

test('a tool keeps the helpers that it was made with', async () => {
  const program = `export default (prompt, response) => rlar.words(response).length / 10;`;
  const parts: AgentToolParts = { ...constraint, constraint: undefined, kinds: ['puzzle.sum'] };
  const record = await makeAgentRecord(parts, { program });
  assert.ok(record.helpers);
  assert.equal((await makeAgentRecord(parts, { program: 'export default () => 1' })).helpers, undefined);
  const helpers = 'globalThis.rlar = { words: () => [1, 2, 3] };';
  const earlier = finishRecord(record, { program, helpers });
  assert.notEqual(earlier.declaration.version, record.declaration.version);
  assert.equal(outcome(await judge(toolOf(record, { program }), 'one two')), 0.2);
  assert.equal(outcome(await judge(toolOf(earlier, { program, helpers }), 'one two')), 0.3);
  assert.throws(() => toolOf(earlier, { program }), { code: 'RLAR_VERSION_GONE' });
});
