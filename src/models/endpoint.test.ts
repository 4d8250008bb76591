import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { z } from 'zod';
import { type LocalAnswer, localEndpoint } from '../testing/local-endpoint.ts';
import { MOST_ANSWER_BYTES } from './language-model.ts';
import { meteredChatModel } from './metered-chat-model.ts';
import { openCompleter } from './open-completer.ts';
import { keyOfRole, llmSettings, settingsOfRole } from './settings.ts';

const question = { purpose: 'write', system: 'You write.', prompt: 'Write.' };
const KEY = 'sk-secret-1234';

async function open(
  context: TestContext,
  answers: readonly LocalAnswer[] | ((index: number) => LocalAnswer | Promise<LocalAnswer>),
  more: z.input<typeof llmSettings> = {},
) {
  const local = await localEndpoint((_, index) =>
    typeof answers === 'function' ? answers(index) : (answers[index] ?? { status: 500, body: 'no more' }),
  );
  context.after(() => local.close());
  const settings = llmSettings.parse({ baseUrl: local.baseUrl, model: 'tiny', retryMs: 1, ...more });
  const completer = await openCompleter(settings, { apiKey: KEY }, 'full');
  return { local, model: meteredChatModel(completer, { ...(settings.price && { price: settings.price }) }) };
}

test('a question goes out as a chat completion and its cost is counted', async (context) => {
  const { local, model } = await open(context, ['<think>hm</think>done'], { price: { input: 1, output: 2 } });
  assert.equal(await model.ask({ ...question, seed: 7, maxTokens: 99 }), 'done');
  const [request] = local.requests;
  assert.deepEqual(request?.body.messages, [
    { role: 'system', content: 'You write.' },
    { role: 'user', content: 'Write.' },
  ]);
  assert.equal(request?.body.seed, 7);
  assert.equal(request?.body.max_tokens, 99);
  assert.equal(request?.headers.authorization, `Bearer ${KEY}`);
  assert.deepEqual(model.usage, { calls: 1, inputTokens: 10, outputTokens: 5, costUsd: 20e-6 });
});

test('structured output sends the schema, reads the answer and repairs it once', async (context) => {
  const { local, model } = await open(context, ['{"n": "four"}', '```json\n{"n": 4}\n```']);
  assert.deepEqual(await model.askStructured(question, z.object({ n: z.number() })), { n: 4 });
  const format = JSON.stringify(local.requests[0]?.body.response_format);
  assert.match(format, /"json_schema"/);
  assert.match(format, /"n":\{"type":"number"/);
  assert.match(format, /"strict":false/);
  assert.match(local.requests[1]?.body.messages[1]?.content ?? '', /does not have the required shape/);
});

test('malformed JSON twice is an error, not a value', async (context) => {
  const { model } = await open(context, ['{"n": ', '{"n": 4']);
  await assert.rejects(model.askStructured(question, z.object({ n: z.number() })), {
    code: 'RLAR_MODEL_INVALID_OUTPUT',
  });
});

test('an endpoint without structured output finds the schema in the prompt', async (context) => {
  const { local, model } = await open(context, ['{"n": 4}'], { structuredOutput: false });
  assert.deepEqual(await model.askStructured(question, z.object({ n: z.number() })), { n: 4 });
  assert.equal(local.requests[0]?.body.response_format, undefined);
  assert.match(local.requests[0]?.body.messages[1]?.content ?? '', /fits this JSON schema/);
});

test('what may pass is tried again: 429 with Retry-After, 500, 503', async (context) => {
  const { local, model } = await open(context, [
    { status: 429, headers: { 'retry-after': '0.01' }, body: '{"error":{"message":"slow down"}}' },
    { status: 500, body: 'oops' },
    { status: 503, headers: { 'retry-after-ms': '1' }, body: '' },
    'at last',
  ]);
  assert.equal(await model.ask(question), 'at last');
  assert.equal(local.requests.length, 4);
  assert.equal(model.usage.calls, 1);
});

test('what lasts is an error after the last retry', async (context) => {
  const { local, model } = await open(context, () => ({ status: 500, body: 'oops' }), { retries: 2 });
  await assert.rejects(model.ask(question), {
    code: 'RLAR_MODEL_UNREACHABLE',
    message: /write.*HTTP 500: oops/,
  });
  assert.equal(local.requests.length, 3);
  assert.equal(model.usage.calls, 0);
});

test('a wrong key is not tried again, and stands in no message', async (context) => {
  const body = `{"error":{"message":"Incorrect API key: ${KEY}"}}`;
  const { local, model } = await open(context, () => ({ status: 401, body }));
  await assert.rejects(model.ask(question), (thrown: Error & { code?: string }) => {
    assert.equal(thrown.code, 'RLAR_MODEL_REFUSED');
    assert.doesNotMatch(`${thrown.message}${thrown.stack}${JSON.stringify(thrown.cause)}`, /sk-secret/);
    return true;
  });
  assert.equal(local.requests.length, 1);
});

test('an answer that was cut off is no answer', async (context) => {
  const { local, model } = await open(context, [{ text: '{"n": 4}', finish: 'length' }]);
  await assert.rejects(model.askStructured(question, z.object({ n: z.number() })), {
    code: 'RLAR_MODEL_TRUNCATED',
  });
  assert.equal(local.requests.length, 1);
});

test('an answer that never comes is given up and tried again', async (context) => {
  const { local, model } = await open(context, [{ silent: true }, 'here'], { timeoutMs: 200 });
  assert.equal(await model.ask(question), 'here');
  assert.equal(local.requests.length, 2);
});

test('no connection is an error that names it', async () => {
  const gone = await localEndpoint(() => '');
  await gone.close();
  const settings = llmSettings.parse({
    baseUrl: gone.baseUrl,
    model: 'tiny',
    retries: 1,
    retryMs: 1,
  });
  const model = meteredChatModel(await openCompleter(settings, {}, 'full'));
  await assert.rejects(model.ask(question), { code: 'RLAR_MODEL_UNREACHABLE', message: /ECONNREFUSED/ });
});

test('who gives up is not kept waiting', async (context) => {
  const { model } = await open(context, [{ silent: true }]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  await assert.rejects(model.ask({ ...question, signal: controller.signal }), { name: 'AbortError' });
});

test('a body that is no completion, an empty answer, a filtered one', async (context) => {
  const { model } = await open(
    context,
    [{ body: '{"choices":[]}' }, '', { text: 'x', finish: 'content_filter' }],
    { retries: 0 },
  );
  await assert.rejects(model.ask(question), { code: 'RLAR_MODEL_UNREACHABLE' });
  await assert.rejects(model.ask(question), { code: 'RLAR_MODEL_INVALID_OUTPUT' });
  await assert.rejects(model.ask(question), { code: 'RLAR_MODEL_REFUSED' });
});

test('no more requests are open at once than configured', async (context) => {
  const { local, model } = await open(
    context,
    (index) => new Promise((resolve) => setTimeout(() => resolve(String(index)), 20)),
    { concurrency: 2 },
  );
  await Promise.all(Array.from({ length: 7 }, (_, seed) => model.ask({ ...question, seed })));
  assert.equal(local.requests.length, 7);
  assert.equal(local.mostOpen, 2);
});

test('no more requests go out in a minute than configured', async (context) => {
  const { local, model } = await open(context, () => 'x', { requestsPerMinute: 2 });
  const controller = new AbortController();
  const ask = (seed: number) => model.ask({ ...question, seed, signal: controller.signal });
  const third = Promise.all([ask(1), ask(2)]).then(() => ask(3));
  setTimeout(() => controller.abort(), 300);
  await assert.rejects(third, { name: 'AbortError' });
  assert.equal(local.requests.length, 2);
});

test('a provider of the SDK is loaded where the user installed its package', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-provider-'));
  const before = process.cwd();
  process.chdir(folder);
  context.after(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  const place = join(folder, 'node_modules/@ai-sdk/pretend');
  mkdirSync(place, { recursive: true });
  const exports = { '.': { import: './index.js', default: './index.js' } };
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: '@ai-sdk/pretend', type: 'module', exports }),
  );
  writeFileSync(join(place, 'index.js'), PRETEND);
  const settings = llmSettings.parse({ provider: 'pretend', model: 'm1' });
  const model = meteredChatModel(await openCompleter(settings, { apiKey: KEY }, 'full'));
  assert.equal(await model.ask(question), `m1 with ${KEY}`);
  assert.deepEqual(model.usage, { calls: 1, inputTokens: 3, outputTokens: 2, costUsd: null });
});

const PRETEND = `export const createPretend = ({ apiKey }) => (modelId) => ({
  specificationVersion: 'v4',
  provider: 'pretend',
  modelId,
  supportedUrls: {},
  doGenerate: async () => ({
    content: [{ type: 'text', text: modelId + ' with ' + apiKey }],
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: { inputTokens: { total: 3 }, outputTokens: { total: 2 } },
    warnings: [],
  }),
});`;

test('a role has a model of its own, and a key goes to no address that it is not for', async (context) => {
  const [first, second] = await Promise.all([
    localEndpoint(() => 'the first'),
    localEndpoint(() => 'the second'),
  ]);
  context.after(() => Promise.all([first.close(), second.close()]));
  const settings = llmSettings.parse({
    baseUrl: first.baseUrl,
    model: 'tiny',
    roles: { witness: { model: 'small' }, secondOpinion: { model: 'large', baseUrl: second.baseUrl } },
  });
  const environment = { RLAR_LLM_API_KEY: KEY };
  const ofRole = (role: 'witness' | 'secondOpinion') => {
    const apiKey = keyOfRole(settings, role, environment);
    return apiKey ? { apiKey } : {};
  };
  const completer = await openCompleter(settings, { apiKey: KEY, ofRole }, 'full');
  const names: string[] = [];
  const model = meteredChatModel(completer);
  const ask = (role?: 'witness' | 'secondOpinion') =>
    model.ask({ ...question, onAnswer: (name) => names.push(name), ...(role && { role }) });
  assert.deepEqual(
    [await ask(), await ask('witness'), await ask('secondOpinion')],
    ['the first', 'the first', 'the second'],
  );
  assert.equal(names.length, 3);
  assert.deepEqual(
    [...first.requests, ...second.requests].map(({ body, headers }) => [body.model, headers.authorization]),
    [
      ['tiny', `Bearer ${KEY}`],
      ['small', `Bearer ${KEY}`],
      ['large', undefined],
    ],
  );
  const short = llmSettings.parse({ baseUrl: first.baseUrl, model: 'tiny', secondModel: 'other' });
  assert.deepEqual(
    (['witness', 'secondOpinion'] as const).map((role) => settingsOfRole(short, role)?.model),
    ['other', 'other'],
    'one name for both roles, at the same address',
  );
  const own = { ...environment, RLAR_LLM_SECOND_OPINION_API_KEY: 'other' };
  assert.equal(keyOfRole(settings, 'secondOpinion', own), 'other');
  assert.equal(model.usage.calls, 3, 'one budget for all');
});

test('without a model the error says what to set', async () => {
  await assert.rejects(openCompleter(llmSettings.parse({}), {}, 'full'), {
    code: 'RLAR_MODEL_MISSING',
    message: /RLAR_LLM_BASE_URL/,
  });
  await assert.rejects(openCompleter(llmSettings.parse({ provider: 'anthropic', model: 'm' }), {}, 'full'), {
    code: 'RLAR_INVALID_CONFIG',
    message: /npm install @ai-sdk\/anthropic/,
  });
});

test('an answer longer than any may be is read no further, and not asked for again', async (context) => {
  const { local, model } = await open(context, ['a'.repeat(MOST_ANSWER_BYTES), 'short'], { retries: 3 });
  await assert.rejects(model.ask(question), { code: 'RLAR_MODEL_INVALID_OUTPUT' });
  assert.equal(local.requests.length, 1);
});
