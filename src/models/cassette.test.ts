import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cassette } from './cassette.ts';
import type { Completer } from './completer.ts';
import { meteredChatModel } from './metered-chat-model.ts';

const question = { purpose: 'design', system: 'You design.', prompt: 'A private prompt.' };

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-cassette-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function counting(): Completer & { asked: number } {
  const completer = {
    name: 'tiny',
    asked: 0,
    complete: async () => {
      completer.asked += 1;
      return { text: `answer ${completer.asked}`, inputTokens: 3, outputTokens: 2, model: 'tiny-1' };
    },
  };
  return completer;
}

test('what was recorded is replayed without a model, at the cost it had', async (context) => {
  const folder = folderFor(context);
  const inner = counting();
  const recording = cassette({ folder, inner, prompts: 'full' });
  const [first, twin] = await Promise.all([recording.complete(question), recording.complete(question)]);
  assert.deepEqual(first, twin);
  await recording.complete({ ...question, seed: 2 });
  assert.equal(inner.asked, 2);

  const model = meteredChatModel(cassette({ folder, inner: null, prompts: 'full' }));
  assert.equal(model.name, 'tiny-1');
  assert.equal(await model.ask({ ...question, purpose: 'another word for it' }), 'answer 1');
  assert.equal(await model.ask({ ...question, seed: 2 }), 'answer 2');
  assert.deepEqual(model.usage, { calls: 2, inputTokens: 6, outputTokens: 4, costUsd: null });
});

test('the recording of one model does not answer for another', async (context) => {
  const folder = folderFor(context);
  const inner = counting();
  const of = (model: string | null, asked: Completer | null) =>
    cassette({ folder, inner: asked, model, prompts: 'full' });
  assert.equal((await of('tiny', inner).complete(question)).text, 'answer 1');
  assert.equal((await of('large', inner).complete(question)).text, 'answer 2');
  assert.equal((await of('tiny', null).complete(question)).text, 'answer 1');
  assert.equal((await of('large', null).complete(question)).text, 'answer 2');
  assert.equal((await of(null, null).complete(question)).text, 'answer 1');
  await assert.rejects(of('other', null).complete(question), { code: 'RLAR_CASSETTE_MISS' });
});

test('a recording by several models is replayed without any, each role by its own', async (context) => {
  const folder = folderFor(context);
  const inner = counting();
  const roles = { witness: 'other' };
  const witness = { ...question, role: 'witness' as const };
  const recording = cassette({ folder, inner, model: 'tiny', roles, prompts: 'full' });
  assert.equal((await recording.complete(question)).text, 'answer 1');
  assert.equal((await recording.complete(witness)).text, 'answer 2', 'the same question, another model');
  assert.equal((await recording.complete({ ...question, role: 'secondOpinion' })).text, 'answer 1');
  const replayed = cassette({ folder, inner: null, prompts: 'full' });
  assert.equal((await replayed.complete(question)).text, 'answer 1');
  assert.equal((await replayed.complete(witness)).text, 'answer 2');
  const alone = cassette({ folder, inner: null, model: 'tiny', prompts: 'full' });
  assert.equal(
    (await alone.complete(witness)).text,
    'answer 1',
    'who names one model is answered by that one',
  );
});

test('a recording of format 1 answers as it was recorded, whichever model is configured', async (context) => {
  const folder = folderFor(context);
  const head = { format: 1, answeredBy: 'a person', seen: 'the prompts', prompts: 'full' };
  writeFileSync(join(folder, 'cassette.json'), JSON.stringify(head));
  await cassette({ folder, inner: counting(), prompts: 'full' }).complete(question);
  const replay = cassette({ folder, inner: null, model: 'large', prompts: 'full' });
  assert.equal((await replay.complete(question)).text, 'answer 1');
});

test('a request that was not recorded is an error that names it', async (context) => {
  const folder = folderFor(context);
  const replay = cassette({ folder, inner: null, prompts: 'full' });
  await assert.rejects(replay.complete(question), {
    code: 'RLAR_CASSETTE_MISS',
    message: /“design” \([0-9a-f]{64}\)/,
  });
});

test('a recording of private data keeps hashes, and replays', async (context) => {
  const folder = folderFor(context);
  await cassette({ folder, inner: counting(), prompts: 'hash' }).complete(question);
  const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  assert.equal(kept.length, 2);
  assert.doesNotMatch(kept.join(), /private/);
  assert.match(kept.join(), /"prompts": "hash"/);
  const answer = await cassette({ folder, inner: null, prompts: 'full' }).complete(question);
  assert.equal(answer.text, 'answer 1');
});

test('a recording goes on as it was begun, and its header stays as somebody wrote it', async (context) => {
  const folder = folderFor(context);
  const head = { format: 1, answeredBy: 'a person', seen: 'the code too', prompts: 'hash' };
  writeFileSync(join(folder, 'cassette.json'), JSON.stringify(head));
  await cassette({ folder, inner: counting(), prompts: 'full' }).complete(question);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'cassette.json'), 'utf8')), head);
});

test('a folder that is no recording is refused', (context) => {
  const folder = folderFor(context);
  writeFileSync(join(folder, 'notes.txt'), '');
  assert.throws(() => cassette({ folder, inner: counting(), prompts: 'full' }), {
    code: 'RLAR_CASSETTE_INVALID',
  });
  assert.throws(() => cassette({ folder: join(folder, 'none'), inner: null, prompts: 'full' }), {
    code: 'RLAR_CASSETTE_INVALID',
  });
  for (const inner of [counting(), null])
    assert.throws(() => cassette({ folder: join(folder, 'notes.txt'), inner, prompts: 'full' }), {
      code: 'RLAR_CASSETTE_INVALID',
      message: /notes\.txt is a file, not the folder of a recording/,
    });
  writeFileSync(join(folder, 'cassette.json'), '{"format": 3}');
  assert.throws(() => cassette({ folder, inner: counting(), prompts: 'full' }), {
    code: 'RLAR_CASSETTE_INVALID',
  });
});

test('a damaged exchange is an error, not an answer', async (context) => {
  const folder = folderFor(context);
  await cassette({ folder, inner: counting(), prompts: 'full' }).complete(question);
  const file = readdirSync(folder).find((name) => name !== 'cassette.json')!;
  writeFileSync(join(folder, file), '{"text": "half');
  const replay = cassette({ folder, inner: null, prompts: 'full' });
  await assert.rejects(replay.complete(question), { code: 'RLAR_CASSETTE_INVALID' });
});
