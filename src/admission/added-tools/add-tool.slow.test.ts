import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type LoadedTool, loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { LiveLibrary } from '../../library/live-library.ts';
import { openRegistry } from '../../library/registry/open-registry.ts';
import { publishedCard, removeTool } from '../../library/registry/publish.ts';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { runCases } from '../run-cases.ts';
import { type AddToolOptions, addTool, failedOnAll } from './add-tool.ts';
import { testTool } from './test-tool.ts';

const skip = bubblewrapProblem() ?? false;
const folder = mkdtempSync(join(tmpdir(), 'rlar-added-'));
const home = join(folder, 'home');
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const example = (name: string): string =>
  join(import.meta.dirname, '../../../examples/reward-functions', name);
const add = (path: string, more: Partial<AddToolOptions> = {}) => addTool({ home, file: path, ...more });
const load = async (id: string): Promise<LoadedTool> =>
  loadToolVersion(home, id, (await publishedCard({ home }, id)).version);
const refused = (path: string, message: RegExp, more: Partial<AddToolOptions> = {}) =>
  assert.rejects(add(path, more), { code: 'RLAR_INVALID_TOOL', message });

const ROWS = [
  { prompt: 'What is 3 + 4?', answer: '7', responses: ['It is 7.', 'It is 8.'], correct: [true, false] },
  { prompt: 'What is 30 + 4?', answer: '34', responses: ['So 34', '34 or 35'], reward: [1, 0] },
];
const samples = file('samples.jsonl', ROWS.map((row) => JSON.stringify(row)).join('\n'));

test('without labels it is vouched by the user', { skip }, async () => {
  const { record, found, trial } = await add(example('verl_number.py'), { id: 'vouched' });
  assert.match(found, /a verl reward function, compute_score\(data_source, solution_str/);
  assert.equal(trial.evidence, null);
  assert.deepEqual(record.declaration.needs, ['reference']);
  assert.equal((await load('vouched')).evidence, null);
});

test('labelled samples put it through the gates; changed files are not loaded', { skip }, async () => {
  const { record, trial } = await add(example('verl_number.py'), { samples, kinds: ['math.final-number'] });
  assert.equal(record.declaration.id, 'verl-number');
  assert.equal(trial.evidence?.admitted, true, JSON.stringify(trial.evidence));
  assert.deepEqual(trial.evidence?.labelled[0]?.accuracy, 1);
  assert.equal((await testTool({ home, tools: [] }, 'verl-number'))?.admitted, true);
  const again = await add(example('verl_number.py'), { samples, kinds: ['math.final-number'] });
  assert.equal(again.record.declaration.version, record.declaration.version);
  const { version } = record.declaration;
  appendFileSync(join(home, 'tools/verl-number', version, 'function.py'), '\n# changed');
  const problems: string[] = [];
  const live = await LiveLibrary.open(
    [],
    { home, onBroken: (error) => problems.push(error.message) },
    await openRegistry(home),
  );
  assert.equal(live.current.get('verl-number'), undefined);
  assert.match(problems.join(), /verl-number: it was changed/);
  await live.close();
  await removeTool({ home }, 'verl-number', { by: 'user' });
  assert.ok(existsSync(join(home, 'tools/verl-number', version)));
  await assert.rejects(removeTool({ home }, 'verl-number', { by: 'user' }), { code: 'RLAR_NOT_FOUND' });
});

test('a function that disagrees with its labels is refused, and says where', { skip }, async () => {
  const wrong = file('wrong.py', 'def score(prompt, response, reference):\n    return 1\n');
  const { trial, folder: nowhere } = await add(wrong, { samples });
  assert.equal(nowhere, null);
  await assert.rejects(load('wrong'), { code: 'RLAR_NOT_FOUND' });
  assert.equal(trial.evidence?.admitted, false);
  assert.equal(trial.evidence?.gates.find(({ outcome }) => outcome === 'failed')?.gate, 'G3');
  assert.equal(trial.evidence?.labelled[0]?.falsePositives, 2);
  await add(wrong, { samples, keepRefused: true });
  assert.equal((await load('wrong')).evidence?.admitted, false);
});

test('a function that fails on every sample is not added, and says what would help', { skip }, async () => {
  const reaching = file(
    'reaching.py',
    'import urllib.request\ndef score(prompt, response, reference):\n    return len(urllib.request.urlopen("http://localhost:9").read())\n',
  );
  await refused(reaching, /failed on every sample.*--samples.*--trust own --allow/s, { samples });
  const { record, trial } = await add(reaching);
  assert.match(failedOnAll(record, trial) ?? '', /--trust own --allow/);
});

test('JavaScript runs in QuickJS: the score, null, what it throws, an endless loop', async () => {
  const source = `export default function reward(prompt, response) {
    while (response === 'loop');
    if (response === 'throw') throw new Error('no luck');
    if (response === 'null') return null;
    if (response === 'NaN') return NaN;
    if (response === 'reach') return typeof fetch === 'function' || typeof process === 'object' ? 1 : 0;
    return { score: response.length > 3, length: response.length };
  }`;
  const { record } = await add(file('plain.js', source), { callMs: 50 });
  const { tool } = await load(record.declaration.id);
  const cases = ['loop', 'throw', 'null', 'NaN', 'reach', 'four', 'one'].map((response) => ({
    query: {},
    options: {},
    response,
  }));
  const verdicts = await runCases(tool, cases);
  const seen = verdicts.map(({ verdict }) =>
    verdict.status === 'scored'
      ? verdict.value
      : verdict.status === 'failed'
        ? verdict.error.code
        : verdict.status,
  );
  const wanted = [0, 'RLAR_TOOL_CRASHED', 'unscored', 'RLAR_TOOL_INVALID_RESULT', 0, 1, 0];
  assert.deepEqual(seen, wanted);
  const exact = await add(example('exact.js'), { samples: file('exact.jsonl', EXACT) });
  assert.equal(exact.trial.evidence?.admitted, true, JSON.stringify(exact.trial.evidence));
});
const EXACT = [
  { prompt: 'The capital of Peru?', answer: 'Lima', responses: ['lima', 'Quito'], correct: [true, false] },
  {
    prompt: 'The capital of Chad?',
    answer: 'N’Djamena',
    responses: ['N’Djamena', 'Bol'],
    correct: [true, false],
  },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

test('what cannot work is refused with the reason', { skip }, async () => {
  await refused(file('none.py', 'x = 1'), /no reward function/);
  await refused(
    file('lost.py', 'import no_such\ndef score(prompt, response): return 1'),
    /no_such.*--requirements/,
  );
  await refused(file('wide.py', 'def score(prompt, response): return -1'), /--range/);
  await refused(example('plain_words.py'), /is a tool of rlar/, { id: 'overlap' });
  await refused(example('plain_words.py'), /id/, { id: 'No Good' });
  await refused(file('text.txt', ''), /expected a \.py/);
  await refused(example('exact.js'), /for Python/, { trust: 'own' });
  const net = { kind: 'net', host: 'localhost', port: 80 } as const;
  await refused(example('plain_words.py'), /--trust own/, { grants: [net] });
  const wide = await add(file('wide.py', 'def score(prompt, response): return -1'), { range: [-1, 1] });
  assert.equal(wide.trial.verdicts[0]?.verdict.status, 'scored');
});

test('what an agent wrote is never run as the user’s own', { skip }, async () => {
  const { folder: made } = await add(example('plain_words.py'), { id: 'by-agent' });
  const card = join(made ?? '', 'card.json');
  const text = readFileSync(card, 'utf8').replace('"user"', '"agent"').replace('"sandbox"', '"own"');
  writeFileSync(card, text);
  await assert.rejects(load('by-agent'), { code: 'RLAR_INVALID_TOOL', message: /user’s own/ });
});
