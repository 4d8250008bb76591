/** Models that tell how likely a text is, have several heads or judge translations: from their adapter to the reward, by the commands. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { questionsOf } from '../admission/reward-model-probes/sanity.ts';
import type { AdapterSpec } from '../spec/adapter-spec.ts';
import { jsonServer } from '../testing/json-server.ts';
import { pairsOfQuestions } from '../testing/pairs-of-questions.ts';
import { rewardAdapter } from '../testing/reward-adapter.ts';
import { rewardModelServer } from '../testing/reward-model-server.ts';
import { rlarInProcess } from '../testing/rlar-in-process.ts';
import { tasteOf } from '../testing/taste-of.ts';

const MODEL = 'lab/served';
const folder = mkdtempSync(join(tmpdir(), 'rlar-served-kinds-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, rows: readonly object[]): string => {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
};
const rlar = (...args: string[]) => rlarInProcess({ RLAR_HOME: join(folder, 'home') }, ...args);
const add = (id: string, parts: Partial<AdapterSpec>, url: string, ...more: string[]) => {
  const spec = file(`${id}.json`, [rewardAdapter('vllm', { model: MODEL, ...parts })]);
  return rlar('models', 'add', spec, '--url', url, '--id', id, ...more);
};
interface Scored {
  readonly reward: number | null;
  readonly status: string;
  readonly cause?: string;
  readonly results: readonly { readonly evidence?: Readonly<Record<string, unknown>> }[];
}
async function score(rows: readonly object[], ...args: string[]): Promise<Scored[]> {
  const out = join(folder, 'rewards.jsonl');
  const { err } = await rlar('score', file('rows.jsonl', rows), '--out', out, '--no-record', ...args);
  const text = readFileSync(out, 'utf8').trim();
  assert.notEqual(text, '', err);
  return text.split('\n').map((line) => JSON.parse(line) as Scored);
}

const QUESTIONS = questionsOf([]);
const taste = tasteOf(QUESTIONS);
const served = (body: unknown) =>
  body === null ? { object: 'list', data: [{ id: MODEL, object: 'model', root: MODEL }] } : null;

const PLEASED = ['Thanks, that helped me a lot!', 'Perfect.'];
const DISPLEASED = ['That is not what I asked.', 'Useless.'];
/** A language model of vLLM, which says of each token of a text how likely it is: thanks the likelier, the better the answer before it. */
const language = (opinion: (text: string) => number) =>
  jsonServer((_, body) => {
    const known = served(body);
    if (known) return known;
    const { prompt } = body as { prompt: string };
    const turn = prompt.lastIndexOf('\nUser: ');
    const said = prompt.slice(turn + 7);
    const mood = PLEASED.includes(said) ? 1 : DISPLEASED.includes(said) ? -1 : 0;
    const liked = mood * opinion(prompt.slice(0, turn));
    // The token of a word holds the space before it, and the first token is a BOS that stands in no text.
    const words = [...prompt.matchAll(/\s?\S+|\s/g)];
    const tokens = ['<s>', ...words.map(([word]) => word), ' I'];
    const text_offset = [0, ...words.map(({ index }) => index + 3), prompt.length + 3];
    const token_logprobs = [
      null,
      ...words.map(({ 0: word, index }) =>
        index + word.length > turn + 7 ? -4 + liked / 8 : -2 - word.length / 9,
      ),
      -1.5,
    ];
    const logprobs = { tokens, token_logprobs, text_offset, top_logprobs: tokens.map(() => null) };
    return {
      ...{ id: 'cmpl-1', object: 'text_completion', created: 1, model: MODEL },
      choices: [{ index: 0, text: `${prompt} I`, logprobs, finish_reason: 'length' }],
      usage: { prompt_tokens: tokens.length - 1, completion_tokens: 1, total_tokens: tokens.length },
    };
  });

test('how likely pleased follow-ups are becomes a reward; a model that thanks for anything is refused', async () => {
  const [good, any] = await Promise.all([language(taste), language(() => 3)]);
  const likely = (positive: string[], negative: string[]): Partial<AdapterSpec> => ({
    runtime: 'vllm-completions',
    render: { as: 'pair', first: 'User: {prompt}\nBot: ', second: '{response}' },
    read: { from: 'follow-ups', positive, negative, between: '\nUser: ' },
  });
  try {
    const added = await add('flr', likely(PLEASED, DISPLEASED), good.url, '--kind', 'chat');
    assert.equal(added.code, 0, added.out + added.err);
    assert.match(added.out, /G3[^\n]+passed/);
    const [{ prompt, good: right }] = [QUESTIONS[1]!];
    const row = { prompt, responses: [right, 'Turtles.', 'x'] };
    const [better, worse, least] = await score([row], '--tool', 'flr');
    assert.ok(better!.reward! > worse!.reward! && better!.reward! > least!.reward!);

    const turned = await add('turned', likely(DISPLEASED, PLEASED), good.url);
    assert.deepEqual([turned.code, /probe order: the worse answer/.test(turned.err)], [1, true], turned.err);
    const same = await add('same', likely(PLEASED, DISPLEASED), any.url);
    assert.deepEqual([same.code, /no raw scores/.test(same.err)], [1, true], same.err);
  } finally {
    await Promise.all([good.close(), any.close()]);
  }
});

const BOLD = 'Just go for it, boldly!';
const CAREFUL = 'Please be careful with it.';
const heads = (numbersOf: (text: string) => readonly number[]) =>
  jsonServer((_, body) => {
    const known = served(body);
    if (known) return known;
    const { input } = body as { input: string[] };
    const data = input.map((text, index) => {
      const probs = numbersOf(text);
      return { index, label: null, probs, num_classes: probs.length };
    });
    return { id: 'classify-1', object: 'list', created: 1, model: MODEL, data };
  });

test('heads are mixed by context and by user, with weights that pairs teach; heads that know nothing are refused', async () => {
  const [good, upside] = await Promise.all([
    heads((text) => [
      100 + 50 * (taste(text) + (text.includes('boldly') ? 5 : 0)),
      taste(text) + (text.includes('careful') ? 5 : 0),
    ]),
    heads((text) => [-taste(text), -taste(text) / 9]),
  ]);
  const head = (name: string, index: number) => ({ name, index, mean: 0, deviation: 1 });
  const spec: Partial<AdapterSpec> = {
    read: {
      from: 'heads',
      heads: [head('bold', 0), head('careful', 1)],
      weights: [1, 1],
      contexts: [{ when: ['asleep'], weights: [1, 1] }],
    },
  };
  const pairOf = (at: number, likes: string, user?: string, of = at) => {
    const { prompt, good: right } = QUESTIONS[of % 8]!;
    const [chosen, rejected] = likes === BOLD ? [BOLD, CAREFUL] : [CAREFUL, BOLD];
    return {
      prompt: `${prompt}${' '.repeat(at % 9)}`,
      chosen: `${right} ${chosen}`,
      rejected: `${right} ${rejected}`,
      ...(user && { user }),
    };
  };
  const each = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
  const tune = file('tune.jsonl', [
    ...each(3, 24).flatMap((at) => [pairOf(at, CAREFUL, 'ann'), pairOf(at, BOLD, 'bob')]),
    ...each(0, 12).map((at) => pairOf(at, CAREFUL, undefined, 2)),
    ...each(3, 5).map((at) => pairOf(at, BOLD)),
  ]);
  const held = file('held.jsonl', [
    ...each(40, 30).flatMap((at) => [pairOf(at, CAREFUL, 'ann', 4), pairOf(at, BOLD, 'bob', 5)]),
  ]);
  try {
    const added = await add('micro', spec, good.url, '--kind', 'chat', '--tune', tune, '--pairs', held);
    assert.equal(added.code, 0, added.out + added.err);
    // Each pair is judged with the taste of its user: without it half of them would be wrong.
    assert.match(added.out, /G4[^\n]+passed/);
    const row = (of: number, user?: string) => ({
      prompt: QUESTIONS[of]!.prompt,
      responses: [BOLD, CAREFUL].map((style) => `${QUESTIONS[of]!.good} ${style}`),
      ...(user && { user }),
    });
    const rows = [row(1, 'ann'), row(1, 'bob'), row(2), row(1), row(1, 'nobody')];
    const all = await score(rows, '--tool', 'micro');
    const values = all.map(({ reward }) => reward!);
    assert.ok(values[1]! > values[0]! && values[2]! > values[3]! && values[5]! > values[4]!);
    assert.deepEqual(values.slice(6, 8), values.slice(8));
    assert.equal(all[0]!.results[0]!.evidence!.personal, 24 / 32);
    assert.equal(all[4]!.results[0]!.evidence!.personal, 0);

    const probed = await rlar('models', 'probe', 'micro');
    assert.equal(probed.code, 0, probed.out + probed.err);
    assert.match(probed.out, /G4[^\n]+passed/);
    const removed = await rlar('models', 'remove', 'micro', '--files');
    assert.match(removed.out, /removed micro[\s\S]*nothing to delete/);
    for (const command of ['probe', 'remove'])
      assert.match((await rlar('models', command, 'micro')).err, /RLAR_NOT_FOUND/);
    const refused = await add('upside', spec, upside.url, '--tune', tune);
    assert.deepEqual([refused.code, /probe order/.test(refused.err)], [1, true], refused.err);
  } finally {
    await Promise.all([good.close(), upside.close()]);
  }
});

test('a translation is the mean of the model and of the closeness to references, form first', async () => {
  const questions = questionsOf(['translation']);
  const server = await rewardModelServer({ runtime: 'vllm', model: MODEL, score: tasteOf(questions) });
  try {
    const pairs = file('translations.jsonl', pairsOfQuestions(questions));
    const flags = ['--kind', 'translation', '--reference', 'yes', '--translation', 'mix', '--pairs', pairs];
    const added = await add('meaning', {}, server.url, ...flags);
    assert.equal(added.code, 0, added.out + added.err);
    const { prompt, good } = questions[1]!;
    const source = prompt.replace('Translate into German: ', '');
    const responses = [good, 'Meine Schwester wohnt am Meer.', 'Der Zug fährt morgen ab.', source, ''];
    const row = { prompt, kind: 'translation', target_language: 'de', responses };
    const reference = 'Meine Schwester lebt am Meer in einem kleinen Haus.';
    const asked = server.requests.length;
    const rewards = await score([{ ...row, reference }], '--tool', 'meaning');
    const [best, part, other, copy, nothing] = rewards.map(({ reward }) => reward!);
    assert.ok(best! > part! && part! > other! && other! > 0 && best! < 1, JSON.stringify(rewards));
    assert.deepEqual([copy, nothing], [0, 0]);
    for (const { reward, results } of rewards.slice(0, 3)) {
      const { sem, lex } = results[0]!.evidence as { sem: number; lex: number };
      assert.equal(reward, (sem + lex) / 2);
    }
    // What has no form is not shown to the model.
    const shown = JSON.stringify(server.requests.slice(asked));
    assert.ok(shown.includes(good) && !shown.includes(`A: ${source}`));
    const without = await score([row], '--tool', 'meaning');
    assert.deepEqual(
      without.slice(0, 2).map(({ status, cause }) => [status, cause]),
      [
        ['unscored', 'query'],
        ['unscored', 'query'],
      ],
    );
  } finally {
    await server.close();
  }
});
