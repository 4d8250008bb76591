import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { fc } from '../../testing/fc.ts';
import { type JsonServer, jsonServer } from '../../testing/json-server.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { ModelScorer, type Outcome, type Written } from './model-scorer.ts';
import { stepScore } from './step-score.ts';
import { unservableReason } from './unservable-reason.ts';

const MODEL = 'owner/process-reward';
const signal = new AbortController().signal;
const servers: JsonServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));
const serve = async (answer: (path: string, body: never) => unknown): Promise<JsonServer> => {
  const server = await jsonServer((path, body) => answer(path, body as never));
  servers.push(server);
  return server;
};
const query = (prompt = 'What is 2 + 3?'): ToolQuery => ({
  prompt,
  messages: [{ role: 'user', content: prompt }],
  references: [],
  constraints: [],
});
const ask = (spec: AdapterSpec, { url }: JsonServer, all: readonly Written[], given = query()) =>
  new ModelScorer(spec, url, { retries: 0 }).score(given, all, signal);
const seen = (outcomes: readonly Outcome[]) =>
  outcomes.map((one) => {
    if ('score' in one) return { score: Number(one.score.toFixed(6)), steps: one.steps };
    return 'error' in one ? one.error.code : 'refused' in one ? one.cause : 'long';
  });
const message = ([one]: readonly Outcome[]) => (one && 'error' in one ? one.error.message : '');
const QWEN = {
  runtime: 'vllm-pooling',
  render: { as: 'chat', system: 'allow', assistant: true },
  read: { from: 'steps', token: '<extra_0>', index: 1, reduce: 'least' },
  range: [0, 1],
  activation: 'softmax',
} satisfies Partial<AdapterSpec>;
const adapter = (parts: Partial<AdapterSpec>): AdapterSpec =>
  rewardAdapter('vllm', { model: MODEL, ...parts });
const pooling = (data: unknown, index = 0) => ({
  id: 'pool-1',
  object: 'list',
  created: 1,
  model: MODEL,
  data: [{ index, object: 'pooling', data }],
  usage: { prompt_tokens: 9, total_tokens: 9 },
});

/** A server of Qwen2.5-Math-PRM as vLLM has it: two probabilities at each step's token; a step with “wrong” is bad. */
const qwen = () =>
  serve((path, { messages }: { messages: { content: string }[] }) => {
    if (path !== '/pooling') return undefined;
    const steps = messages.at(-1)!.content.split('<extra_0>').slice(0, -1);
    return pooling(steps.map((step) => (step.includes('wrong') ? [0.9, 0.1] : [0.2, 0.8])));
  });

test('each step of a response gets the number at its token, and the response the least of them', async () => {
  const server = await qwen();
  const outcomes = await ask(adapter(QWEN), server, [
    { text: 'Add 2 and 3.\n\nThat is 5.' },
    { text: 'Add 2 and 3.\n \n\nwrong: 6.\n\nSo 6.\n\n' },
    { text: ' \n\n ' },
    { text: 'Sure.<extra_0>Sure.' },
  ]);
  assert.deepEqual(seen(outcomes), [
    { score: 0.8, steps: [0.8, 0.8] },
    { score: 0.1, steps: [0.8, 0.1, 0.8] },
    'output',
    'output',
  ]);
  const bodies = server.requests.map(({ body }) => body as { messages: unknown; use_activation: boolean });
  const sent = bodies.find(({ messages }) => JSON.stringify(messages).includes('That is 5'))!;
  assert.deepEqual(sent.messages, [
    { role: 'user', content: 'What is 2 + 3?' },
    { role: 'assistant', content: 'Add 2 and 3.<extra_0>That is 5.<extra_0>' },
  ]);
  assert.equal(sent.use_activation, true);
  assert.deepEqual(seen(await ask(adapter(QWEN), server, [{ text: 'So.' }], query('Say <extra_0>.'))), [
    'query',
  ]);
});

test('steps of a trajectory are its own; one with calls and results has other steps than the model judges', async () => {
  const server = await qwen();
  const said = (...texts: string[]) => texts.map((content) => ({ role: 'assistant', content }));
  const outcomes = await ask(adapter(QWEN), server, [
    { text: 'So 5.', steps: said('Add.\n\nStill adding.', 'wrong', 'So 5.') },
    { text: 'So 5.', steps: [...said('Add.'), { role: 'tool', content: '5' }, ...said('So 5.')] },
    { text: 'So 5.', steps: said('Add.', '<extra_0>') },
  ]);
  assert.deepEqual(seen(outcomes), [{ score: 0.1, steps: [0.8, 0.1, 0.8] }, 'query', 'output']);
});

test('another number of rows than of steps, no number and a number out of range are failed, whatever the steps', async () => {
  let rows: unknown = [];
  const server = await serve(() => pooling(rows));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }), async (steps, told) => {
      rows = Array.from({ length: told }, () => [0.25, 0.75]);
      const text = Array.from({ length: steps }, (_, at) => `Step ${at}.`).join('\n\n');
      const outcomes = await ask(adapter(QWEN), server, [{ text }]);
      const right = { score: 0.75, steps: Array<number>(steps).fill(0.75) };
      assert.deepEqual(seen(outcomes), [told === steps ? right : 'RLAR_SCORER_INVALID']);
      if (told > 0 && told !== steps) assert.match(message(outcomes), /numbers for \d steps.*step_tag_id/);
    }),
    { numRuns: 12 },
  );
  for (const one of [[[0.5, null]], [[0.5, 1.5]], [[0.5]], [[]], [['0.5', '0.5']]]) {
    rows = one;
    assert.deepEqual(seen(await ask(adapter(QWEN), server, [{ text: 'One.' }])), ['RLAR_SCORER_INVALID']);
  }
});

test('Math-Shepherd: lines, each with its tag; a server with returned_token_ids answers with the share of + first', async () => {
  const server = await serve((_, { input }: { input: string[] }) => ({
    ...pooling([]),
    data: input.map((text, index) => ({
      index,
      object: 'pooling',
      data: text
        .split('ки')
        .slice(1)
        .map((_rest, at) => (at === 1 ? [0.25, 0.75] : [0.5, 0.5])),
    })),
  }));
  const spec = adapter({
    ...QWEN,
    render: { as: 'template', template: '{prompt} {response}' },
    read: { from: 'steps', token: 'ки', each: '{step} ки\n', index: 0, reduce: 'product', split: 'line' },
  });
  const outcomes = await ask(spec, server, [{ text: 'Step 1: add.\nStep 2: 5.\n' }, { text: 'Step 1: 5.' }]);
  assert.deepEqual(seen(outcomes), [
    { score: 0.125, steps: [0.5, 0.25] },
    { score: 0.5, steps: [0.5] },
  ]);
  const sent = server.requests.flatMap(({ body }) => (body as { input: string[] }).input).toSorted();
  assert.deepEqual(sent, ['What is 2 + 3? Step 1: 5. ки', 'What is 2 + 3? Step 1: add. ки\nStep 2: 5. ки']);
});

test('Skywork: a row for every token, read where a step ends; the places come from the server’s own tokens', async () => {
  let short = false;
  const server = await serve((path, body: { prompt: string; input: number[][] }) => {
    // A character a token, as no real tokenizer has it.
    if (path === '/tokenize') return { tokens: [...body.prompt].map((letter) => letter.codePointAt(0)) };
    const rows = body.input[0]!.map((id, at, ids) => [id === 10 ? (ids[at - 1] === 33 ? 0.9 : 0.3) : 0.01]);
    return pooling(short ? rows.slice(1) : rows);
  });
  const spec = adapter({
    ...QWEN,
    activation: 'sigmoid',
    render: { as: 'template', template: '{prompt}\n{response}' },
    read: { from: 'steps', token: '\n', index: 0, reduce: 'last', split: 'line', rows: 'tokens' },
  });
  const given = query('Two lines\nof a question?');
  assert.deepEqual(seen(await ask(spec, server, [{ text: 'Good!\nBad.' }], given)), [
    { score: 0.3, steps: [0.9, 0.3] },
  ]);
  const { body } = server.requests.at(-1)! as { body: { input: number[][] } };
  assert.equal(String.fromCodePoint(...body.input[0]!), 'Two lines\nof a question?\nGood!\nBad.\n');
  short = true;
  const outcomes = await ask(spec, server, [{ text: 'Good!' }], given);
  assert.match(message(outcomes), /rows for \d+ tokens/);
});

test('a model that writes + or − behind each step is asked once a step, with the steps before it taken as good', async () => {
  const server = await serve((_, { messages }: { messages: { content: string }[] }) => {
    const odd = messages.at(-1)!.content.includes('odd');
    const top = odd
      ? [{ token: 'x', logprob: 0 }]
      : [
          { token: '+', logprob: Math.log(0.6) },
          { token: '-', logprob: Math.log(0.2) },
        ];
    return {
      model: MODEL,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '+' },
          finish_reason: 'length',
          logprobs: { content: [{ token: '+', top_logprobs: top }] },
        },
      ],
    };
  });
  const spec = adapter({
    runtime: 'chat',
    render: { as: 'chat', system: 'forbid', user: '{prompt} {response}', assistant: false },
    read: { from: 'steps', token: '+', negative: '-', index: 0, reduce: 'mean' },
    range: [0, 1],
  });
  const outcomes = await ask(spec, server, [{ text: 'Add.\n\nSo 5.' }, { text: 'Add.\n\nodd' }]);
  assert.equal('score' in outcomes[0]! && outcomes[0].steps?.length, 2);
  assert.ok('score' in outcomes[0]! && Math.abs(outcomes[0].score - 0.75) < 1e-9);
  assert.deepEqual(seen(outcomes)[1], 'RLAR_SCORER_INVALID');
  const chats = server.requests.map(({ body }) => (body as { messages: { content: string }[] }).messages);
  const texts = chats.map((turns) => turns.map(({ content }) => content));
  assert.ok(texts.some((turns) => String(turns) === 'What is 2 + 3? Add.,+,So 5.'));
});

test('what is made of the steps: last, least, product, mean; a cost turns the sign of each', () => {
  const read = (reduce: 'last' | 'least' | 'product' | 'mean') => ({ ...QWEN.read, reduce });
  const score = (reduce: Parameters<typeof read>[0], sign: 1 | -1 = 1) => {
    const raw = stepScore({ read: read(reduce), sign, range: [0, 1] }, [0.5, 0.25, 0.75], 3);
    return 'score' in raw ? raw.score : raw;
  };
  assert.deepEqual(
    (['last', 'least', 'product', 'mean'] as const).map((how) => score(how)),
    [0.75, 0.25, 0.09375, 0.5],
  );
  assert.equal(score('least', -1), -0.75);
});

test('an adapter whose steps cannot be told apart is refused with the reason', () => {
  const { read } = QWEN;
  for (const [parts, why] of [
    [{ read: { ...read, each: '{step}\n' } }, /read\.each/],
    [{ read: { ...read, reduce: 'product' }, sign: -1 }, /product/],
    [{ read: { ...read, reduce: 'product' }, range: null }, /product/],
    [{ read: { ...read, reduce: 'product' }, range: [-1, 1] }, /product/],
    [{ read: { ...read, rows: 'tokens' } }, /render\.as template/],
    [{ runtime: 'chat', activation: 'none' }, /read\.negative/],
    [{ runtime: 'vllm-classify-chat' }, /read\.from steps/],
  ] as const)
    assert.match(unservableReason(adapter({ ...QWEN, ...(parts as object) })) ?? 'served', why);
  assert.equal(unservableReason(adapter({ ...QWEN, needs: ['steps'] })), null);
});

test('how much likelier each step is to one model than to another sums to that of the whole (OPRL)', async () => {
  const likely = (factor: number) =>
    serve((_, { prompt }: { prompt: string }) => {
      const tokens = prompt.match(/\S+\s*|\s+/g) ?? [];
      let at = 0;
      const text_offset = tokens.map((token) => {
        at += token.length;
        return at - token.length;
      });
      const token_logprobs = tokens.map((token, index) =>
        index === 0 ? null : -factor * token.trim().length,
      );
      return { choices: [{ index: 0, logprobs: { tokens, token_logprobs, text_offset } }] };
    });
  const [strong, weak] = [await likely(0.5), await likely(1)];
  const spec = adapter({
    runtime: 'vllm-completions',
    render: { as: 'pair', first: '{prompt}\n', second: '{response}' },
    read: {
      from: 'log-probability',
      reduce: 'sum',
      steps: 'blank-line',
      against: { model: MODEL, url: weak.url },
    },
  });
  const steps = [
    { role: 'assistant', content: 'aa bb' },
    { role: 'assistant', content: 'aa\n\ncccc' },
  ];
  const outcomes = await ask(spec, strong, [
    { text: 'aa bb\n\n\ncccc' },
    { text: 'cccc', steps },
    { text: '' },
  ]);
  assert.deepEqual(seen(outcomes), [{ score: 4, steps: [2, 2] }, { score: 5, steps: [2, 3] }, 'output']);
  const plain = adapter({
    ...spec,
    read: { from: 'log-probability', reduce: 'sum', against: { model: MODEL, url: weak.url } },
  });
  assert.deepEqual(seen(await ask(plain, strong, [{ text: 'aa bb\n\n\ncccc' }])), [
    { score: 4, steps: undefined },
  ]);
});
