import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { type JsonServer, jsonServer } from '../../testing/json-server.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { ModelScorer, type Outcome } from './model-scorer.ts';
import { nearness } from './written-runtimes.ts';

const MODEL = 'owner/judge';
const signal = new AbortController().signal;
const servers: JsonServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));
const serve = async (answer: (path: string, body: never) => unknown): Promise<JsonServer> => {
  const server = await jsonServer((path, body) => answer(path, body as never));
  servers.push(server);
  return server;
};
const query = (parts: Partial<ToolQuery> = {}): ToolQuery => ({
  prompt: 'Why?',
  messages: [{ role: 'user', content: 'Why?' }],
  references: [],
  constraints: [],
  ...parts,
});
const adapter = (parts: Partial<AdapterSpec>): AdapterSpec =>
  rewardAdapter('vllm', { model: MODEL, ...parts });
const ask = (spec: AdapterSpec, server: JsonServer, texts: readonly string[], given = query()) =>
  new ModelScorer(spec, server.url, { retries: 0 }).score(
    given,
    texts.map((text) => ({ text })),
    signal,
  );
const seen = (outcomes: readonly Outcome[]) =>
  outcomes.map((one) =>
    'score' in one
      ? Number(one.score.toFixed(6))
      : 'error' in one
        ? one.error.code
        : 'refused' in one
          ? one.cause
          : 'long',
  );
const JUDGE = {
  runtime: 'chat',
  render: { as: 'chat', system: 'forbid', assistant: false, user: '{prompt}\n[A] {response}\n[B] {other}' },
} as const;
type Chat = { messages: { content: string }[]; max_tokens: number };
const said = (content: string, more: object = {}) => ({
  model: MODEL,
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop', ...more }],
});

test('a rating is read from what the model writes; what cannot be read is failed, and no number', async () => {
  const server = await serve((_, { messages }: Chat) => {
    const text = messages[0]!.content;
    if (text.includes('odd')) return said('I would rather not say.');
    if (text.includes('endless')) return said('Rating: [[5]]', { finish_reason: 'length' });
    return said(`<think>[[1]]?</think>Rating: [[${text.includes('good') ? 9 : 2}]]`);
  });
  const spec = adapter({
    ...JUDGE,
    render: { ...JUDGE.render, user: '{prompt} {response}' },
    read: { from: 'verdict', form: 'rating', low: 1, high: 10 },
    range: [1, 10],
  });
  const outcomes = await ask(spec, server, ['good', 'bad', 'odd', 'endless']);
  assert.deepEqual(seen(outcomes), [9, 2, 'RLAR_SCORER_INVALID', 'RLAR_SCORER_INVALID']);
});

test('a model that compares two hears both orders: one that always takes the first decides nothing', async () => {
  const better = await serve((_, { messages }: Chat) => {
    const [, first = '', second = ''] = /\[A\] (.*)\n\[B\] (.*)/.exec(messages[0]!.content) ?? [];
    return said(`<eval>…</eval>\n<answer>[[${first.length >= second.length ? 'A' : 'B'}]]</answer>`);
  });
  const spec = adapter({ ...JUDGE, read: { from: 'verdict', form: 'rm-r1' } });
  assert.deepEqual(seen(await ask(spec, better, ['xxxx', 'x', 'xx'])), [1, 0, 0.5]);
  assert.deepEqual(seen(await ask(spec, better, ['alone'])), ['query']);
  const referred = { ...spec, needs: ['reference' as const] };
  assert.deepEqual(seen(await ask(referred, better, ['xxxx', 'x'], query({ references: ['xx'] }))), [1, 0]);
  const first = await serve(() => said('<answer>[[A]]</answer>'));
  assert.deepEqual(seen(await ask(spec, first, ['a', 'bb', 'ccc'])), [0.5, 0.5, 0.5]);
});

test('odds of the first token, and the mean of a digit by its probabilities', async () => {
  const likely = (pairs: readonly [string, number][]) => ({
    logprobs: {
      content: [
        {
          token: pairs[0]![0],
          top_logprobs: pairs.map(([token, share]) => ({ token, logprob: Math.log(share) })),
        },
      ],
    },
  });
  const yes = await serve(() =>
    said(
      'Yes',
      likely([
        [' Yes', 0.6],
        ['No', 0.2],
        ['Maybe', 0.2],
      ]),
    ),
  );
  const odds = adapter({ ...JUDGE, read: { from: 'token-odds', positive: ['Yes'], negative: ['No'] } });
  assert.deepEqual(seen(await ask(odds, yes, ['x'])), [0.75]);
  const none = await serve(() => said('Hm', likely([['Hm', 1]])));
  assert.deepEqual(seen(await ask(odds, none, ['x'])), ['RLAR_SCORER_INVALID']);
  const digits = await serve(() =>
    said(
      '4',
      likely([
        ['4', 0.5],
        ['2', 0.5],
        ['9', 0.4],
      ]),
    ),
  );
  const mean = adapter({ ...JUDGE, read: { from: 'digit-mean', low: 0, high: 6 } });
  assert.deepEqual(seen(await ask(mean, digits, ['x'])), [3]);
});

/** Tells −1 for each token of a text, and less for the words that a model does not like. */
const echo =
  (dislikes: RegExp) =>
  (_: string, { prompt }: { prompt: string }) => {
    const tokens = [...prompt.matchAll(/\S+\s*/g)];
    return {
      model: MODEL,
      choices: [
        {
          index: 0,
          logprobs: {
            token_logprobs: [
              ...tokens.map(([word], at) => (at === 0 ? null : dislikes.test(word) ? -9 : -1)),
              -0.1,
            ],
            text_offset: [...tokens.map(({ index }) => index), prompt.length],
          },
        },
      ],
    };
  };
const LIKELY = {
  runtime: 'vllm-completions',
  render: { as: 'pair', first: 'User: {prompt}\nBot: ', second: '{response}' },
} as const;

test('how likely a response is: alone, against a weaker model, and by what would follow it', async () => {
  const strong = await serve(echo(/wrong/));
  const weak = await serve(echo(/right/));
  const alone = adapter({ ...LIKELY, read: { from: 'log-probability', reduce: 'sum' } });
  assert.deepEqual(seen(await ask(alone, strong, ['right and good', 'wrong and bad'])), [-3, -11]);
  const mean = adapter({ ...LIKELY, read: { from: 'log-probability', reduce: 'mean' } });
  assert.deepEqual(seen(await ask(mean, strong, ['a b', 'a b c d'])), [-1, -1]);
  const ratio = adapter({
    ...LIKELY,
    read: { from: 'log-probability', reduce: 'sum', against: { model: MODEL, url: weak.url } },
  });
  assert.deepEqual(seen(await ask(ratio, strong, ['right and good', 'wrong and bad', 'so so'])), [8, -8, 0]);
  const moody = await serve((path, body: { prompt: string }) =>
    echo(body.prompt.includes('rude') ? /Thanks/ : /Useless/)(path, body),
  );
  const followed = adapter({
    ...LIKELY,
    read: {
      from: 'follow-ups',
      positive: ['Thanks a lot!'],
      negative: ['Useless, that is.'],
      between: '\nUser: ',
    },
  });
  const [kind, rude] = seen(await ask(followed, moody, ['gladly', 'rude']));
  assert.ok(Number(kind) > 0 && Number(rude) < 0);
  const mute = await serve(() => ({
    choices: [{ index: 0, logprobs: { token_logprobs: [], text_offset: [] } }],
  }));
  assert.deepEqual(seen(await ask(alone, mute, ['x'])), ['RLAR_SCORER_INVALID']);
});

test('a token with the space before it is the response’s, and a BOS that no text has moves no place', async () => {
  for (const begin of ['', '<s>']) {
    const server = await serve((_, { prompt }: { prompt: string }) => {
      const words = [...prompt.matchAll(/\s?\S+|\s/g)];
      const tokens = [...(begin ? [begin] : []), ...words.map(([word]) => word), ' I'];
      const text_offset = [
        ...(begin ? [0] : []),
        ...words.map(({ index }) => index + begin.length),
        prompt.length + begin.length,
      ];
      const token_logprobs = tokens.map((token, at) => (at === 0 ? null : -token.trim().length));
      return { choices: [{ index: 0, logprobs: { tokens, token_logprobs, text_offset } }] };
    });
    const sum = adapter({ ...LIKELY, read: { from: 'log-probability', reduce: 'sum' } });
    assert.deepEqual(seen(await ask(sum, server, ['Yes.', 'a bb ccc'])), [-4, -6]);
    const steps = adapter({ ...LIKELY, read: { from: 'log-probability', reduce: 'sum', steps: 'line' } });
    const [outcome] = await ask(steps, server, ['one\nthree']);
    assert.ok(outcome && 'steps' in outcome);
    assert.deepEqual(outcome.steps, [-3, -5]);
  }
});

test('embeddings: cosine with the reference, and token by token in both directions', async () => {
  const axis = (letter: string) => [letter === 'a' ? 1 : 0, letter === 'b' ? 1 : 0, 0.001];
  const server = await serve((path, { inputs }: { inputs: string[] }) =>
    path === '/embed_all'
      ? inputs.map((text) => [...text].map(axis))
      : inputs.map((text) =>
          [...text].map(axis).reduce((sum, one) => sum.map((value, at) => value + one[at]!)),
        ),
  );
  const spec = (by: 'cosine' | 'bmas') =>
    adapter({
      runtime: 'tei-embed',
      render: { as: 'pair', first: '{reference}', second: '{response}' },
      read: { from: 'similarity', by },
      needs: ['reference'],
    });
  const given = query({ references: ['ab'] });
  const [same, half, other] = await ask(spec('bmas'), server, ['ba', 'a', 'zz'], given);
  assert.ok('score' in same! && same.score > 0.999);
  assert.ok('score' in half! && half.score > 0.7 && half.score < 0.8);
  assert.ok('score' in other! && other.score < 0.01);
  assert.deepEqual(seen(await ask(spec('cosine'), server, ['aabb'], given)), [1]);
  assert.throws(() => nearness([], [[1]]), /without tokens/);
});

const HEADS = [
  { name: 'helpful', index: 0, mean: 10, deviation: 5 },
  { name: 'safe', index: 1, mean: 0, deviation: 0.1 },
];

test('heads are mixed by context and by user, each on one scale', async () => {
  const server = await serve((_, { input }: { input: string[] }) => ({
    data: input.map((text, index) => {
      const probs = text.includes('bold') ? [20, -0.2] : [5, 0.2];
      return { index, label: null, probs, num_classes: 2 };
    }),
  }));
  const spec = adapter({
    read: {
      from: 'heads',
      heads: HEADS,
      weights: [1, 0],
      contexts: [{ when: ['medicine'], weights: [0, 1] }],
      users: { careful: { weights: [0, 1], pairs: 24 } },
    },
  });
  assert.deepEqual(seen(await ask(spec, server, ['bold', 'shy'])), [2, -1]);
  const medical = query({
    prompt: 'Which medicine?',
    messages: [{ role: 'user', content: 'Which medicine?' }],
  });
  assert.deepEqual(seen(await ask(spec, server, ['bold', 'shy'], medical)), [-2, 2]);
  const personal = await new ModelScorer(spec, server.url).score(
    query(),
    ['careful', 'unknown'].map((user) => ({ text: 'bold', user })),
    signal,
  );
  assert.deepEqual(seen(personal), [0.25 * 2 + 0.75 * -2, 2]);
});
