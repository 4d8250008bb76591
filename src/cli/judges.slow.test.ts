import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { localEndpoint } from '../testing/local-endpoint.ts';
import { rlarProcess } from '../testing/rlar-process.ts';
import { scriptedJudge } from '../testing/scripted-judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'judges-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function rlar(environment: NodeJS.ProcessEnv, ...args: string[]) {
  const home = { RLAR_HOME: join(folder, 'home') };
  const { code, both } = await rlarProcess(folder, { ...home, ...environment }, args);
  return { code, out: both };
}

const SPEC = `judges: rubric
id: short-and-kind
kinds: [chat]
criteria:
  - { id: short, asks: It has fewer than ten words., quote: true }
  - { id: kind, asks: It is friendly., weight: 3 }
`;

test('a judge is added, listed, scores a file and explains itself; what it says is recorded and replayed', async () => {
  const judge = scriptedJudge(({ criterion, response }) =>
    criterion === 'short' ? response.split(' ').length < 10 : /please|cake|hi/i.test(response),
  );
  const server = await localEndpoint(({ messages }) => {
    const [system = '', prompt = ''] = messages.map(({ content }) => content);
    return judge.ask({ purpose: 'judge', system, prompt });
  });
  const tape = { RLAR_LLM_MODEL: 'tiny', RLAR_LLM_CASSETTE: join(folder, 'tape') };
  const spec = join(folder, 'judge.yaml');
  writeFileSync(spec, SPEC);
  const rows = join(folder, 'rows.jsonl');
  const responses = ['Hi, have some cake.', 'Go away.', ''];
  writeFileSync(rows, JSON.stringify({ prompt: 'Say hello.', responses }));
  try {
    const none = await rlar({}, 'judges', 'add', spec);
    assert.match(none.out, /RLAR_MODEL_MISSING/);
    const added = await rlar({ ...tape, RLAR_LLM_BASE_URL: server.baseUrl }, 'judges', 'add', spec);
    assert.equal(added.code, 0, added.out);
    assert.match(added.out, /provisional[\s\S]*short-and-kind@\w+ is used for chat/);
    const listed = await rlar({}, 'judges', 'list');
    assert.match(listed.out, /short-and-kind +tiny at http[\s\S]*chat[\s\S]*provisional/);
    const score = ['score', rows, '--tool', 'short-and-kind', '--out', '-'];
    const scored = await rlar(tape, ...score);
    assert.equal(scored.code, 0, scored.out);
    assert.match(scored.out, /"reward":1,[\s\S]*"reward":0\.25,[\s\S]*"reward":0,/);
    assert.match(scored.out, /Judges asked language models 4 times: 60 tokens\./);
    const record = /"record":"([^"]+)"/.exec(scored.out)?.[1] ?? '';
    const explained = await rlar({}, 'explain', record);
    assert.match(
      explained.out,
      /short: met: It has fewer than ten words\.\n +as it stands “Hi, have some cake\.”/,
    );
    assert.match(explained.out, /kind: met: It is friendly\./);
    assert.match(explained.out, /language models: 2 calls, 30 tokens/);
  } finally {
    await server.close();
  }
  const again = await rlar(tape, 'score', rows, '--tool', 'short-and-kind', '--out', '-', '--no-record');
  assert.match(again.out, /"reward":1,[\s\S]*"reward":0\.25,[\s\S]*"reward":0,/);
  const rescored = await rlar({}, 'rescore', '--snapshot', 'same');
  assert.equal(rescored.code, 0, rescored.out);
  writeFileSync(spec, 'judges: rubric\nid: x\ncriteria: []\n');
  const wrong = await rlar(tape, 'judges', 'add', spec);
  assert.match(wrong.out, /RLAR_INVALID_TOOL[\s\S]*criteria/);
  const tested = await rlar(tape, 'tools', 'test', 'short-and-kind');
  assert.match(tested.out, /is a judge/);
});

test('a rubric is written out of pairs and admitted on those that its writer did not see', async () => {
  const judge = scriptedJudge(({ asks, response }) => asks.includes('thanks') && response.includes('Thank'));
  const asks = { thanks: 'It thanks the guest.', cake: 'It speaks of cake.' };
  let written = asks.thanks;
  const server = await localEndpoint(({ messages }) => {
    const [system = '', prompt = ''] = messages.map(({ content }) => content);
    if (!system.startsWith('You write rubrics')) return judge.ask({ purpose: 'judge', system, prompt });
    return JSON.stringify({ criteria: [{ id: 'one', asks: written, hard: false, weight: 1 }] });
  });
  const pairs = join(folder, 'pairs.jsonl');
  const rows = Array.from({ length: 80 }, (_, at) => ({
    prompt: `Answer guest ${at}.`,
    chosen: `Thank you, guest ${at}.`,
    rejected: `${at % 2 ? 'The room is ready for you. ' : ''}Come in, guest ${at}.`,
  }));
  writeFileSync(pairs, rows.map((row) => JSON.stringify(row)).join('\n'));
  const model = { RLAR_LLM_MODEL: 'tiny', RLAR_LLM_BASE_URL: server.baseUrl };
  const write = ['judges', 'write', '--kind', 'chat', '--pairs', pairs, '--rounds', '1'];
  try {
    const kept = await rlar(model, ...write, '--out', join(folder, 'rubric.json'));
    assert.equal(kept.code, 0, kept.out);
    assert.match(kept.out, /100\.0 %; the best[\s\S]*rubric-chat@\w+ is used for chat/);
    assert.match(readFileSync(join(folder, 'rubric.json'), 'utf8'), /It thanks the guest/);
    written = asks.cake;
    const refused = await rlar(model, ...write, '--id', 'cake');
    assert.notEqual(refused.code, 0);
    assert.match(refused.out, /cake@\w+ is refused/);
  } finally {
    await server.close();
  }
});
