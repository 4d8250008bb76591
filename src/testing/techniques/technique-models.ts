import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { rewardModelRecord } from '../../library/added-tools/reward-model-record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import { judgeModel } from '../../models/judge-model.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { judgeSpec } from '../../spec/judge-spec.ts';
import type { Tool } from '../../spec/tool.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { jsonServer } from '../json-server.ts';
import { rewardAdapter } from '../reward-adapter.ts';
import { scriptedJudge } from '../scripted-judge.ts';

const MODEL = 'owner/model';
const pair = { as: 'pair', first: 'User: {prompt}\nBot: ', second: '{response}' } as const;
const likely = (parts: Pick<AdapterSpec, 'read'>): Partial<AdapterSpec> => ({
  runtime: 'vllm-completions',
  render: pair,
  ...parts,
});
/** Says −1 for each token, and −9 for words that this model finds unlikely. */
const echo =
  (unlikely: RegExp) =>
  (_: string, body: unknown): unknown => {
    const { prompt } = body as { prompt: string };
    const tokens = [...prompt.matchAll(/\S+\s*/g)];
    const logprobs = {
      token_logprobs: [
        ...tokens.map(([word], at) => (at === 0 ? null : unlikely.test(word) ? -9 : -1)),
        -0.1,
      ],
      text_offset: [...tokens.map(({ index }) => index), prompt.length],
    };
    return { model: MODEL, choices: [{ index: 0, logprobs }] };
  };
/** One number or more for each input, as vLLM's /classify gives them. */
const heads =
  (numbers: (text: string) => readonly number[]) =>
  (_: string, body: unknown): unknown => {
    const { input = [] } = body as { input?: string[] };
    return {
      data: input.map((text, index) => {
        const probs = numbers(text);
        return { index, label: null, probs, num_classes: probs.length };
      }),
    };
  };
const axis = (letter: string) => [letter === 'a' ? 1 : 0, letter === 'b' ? 1 : 0, 0.001];
const answerOf = (text: string): string => text.slice(text.lastIndexOf('A: ') + 3);

type Answer = (path: string, body: unknown) => unknown;
/** By name of the tool: its adapter, what its server says, and how it stands in the library. */
const MODELS: Readonly<
  Record<string, { spec: (url: string) => Partial<AdapterSpec>; answer: Answer; parts?: object }>
> = {
  raw: { spec: () => ({}), answer: heads((text) => [answerOf(text).length]) },
  par: { spec: () => ({}), answer: heads((text) => [answerOf(text).length]), parts: { shape: 'par' } },
  cosine: embedding('cosine'),
  bmas: embedding('bmas'),
  mixed: {
    spec: () => ({
      read: {
        from: 'heads',
        heads: twoHeads(),
        weights: [1, 0],
        contexts: [{ when: ['medicine'], weights: [0, 1] }],
      },
    }),
    answer: heads((text) => (text.includes('bold') ? [1, -1] : [-1, 1])),
  },
  personal: {
    spec: () => ({
      read: {
        from: 'heads',
        heads: twoHeads(),
        weights: [1, 0],
        contexts: [],
        users: { careful: { weights: [0, 1], pairs: 24 } },
      },
    }),
    answer: heads((text) => (text.includes('bold') ? [1, -1] : [-1, 1])),
  },
  endogenous: {
    spec: () => likely({ read: { from: 'log-probability', reduce: 'sum' } }),
    answer: echo(/wrong/),
  },
  ratio: {
    spec: (url) =>
      likely({ read: { from: 'log-probability', reduce: 'sum', against: { model: MODEL, url } } }),
    answer: echo(/wrong/),
  },
  follow: {
    spec: () =>
      likely({
        read: {
          from: 'follow-ups',
          positive: ['Thanks a lot!'],
          negative: ['Useless, that is.'],
          between: '\nUser: ',
        },
      }),
    answer: (path, body) => {
      const rude = (body as { prompt: string }).prompt.includes('rude');
      return echo(rude ? /Thanks/ : /Useless/)(path, body);
    },
  },
  polar: {
    spec: () => ({ render: { as: 'trajectories', separator: '<|reward|>' }, needs: ['reference'] }),
    // How many words both trajectories end with in common: the nearer to the reference, the higher.
    answer: heads((text) => {
      const [wanted = '', own = ''] = text
        .split('<|reward|>')
        .map((part) => part.slice(part.indexOf('\n') + 1));
      return [wanted.split(' ').filter((word) => own.split(' ').includes(word)).length];
    }),
  },
  verify: {
    spec: () => ({
      render: {
        as: 'template',
        template:
          '<question>{prompt}</question>\n<reference_answer>{reference}</reference_answer>\n<completion>{response}</completion>',
      },
      needs: ['reference'],
      activation: 'sigmoid',
      range: [0, 1],
    }),
    answer: heads((text) => {
      const [, wanted = '', said = ''] =
        /<reference_answer>(.*)<\/reference_answer>\n<completion>(.*)<\/completion>/.exec(text) ?? [];
      return [said.includes(wanted) ? 0.9 : 0.1];
    }),
  },
  reasons: {
    spec: () => ({
      runtime: 'chat',
      render: {
        as: 'chat',
        system: 'forbid',
        assistant: false,
        user: '{prompt}\n[A] {response}\n[B] {other}',
      },
      read: { from: 'verdict', form: 'rm-r1' },
    }),
    answer: (_, body) => {
      const { messages = [] } = body as { messages?: { content: string }[] };
      const [, first = '', second = ''] = /\[A\] (.*)\n\[B\] (.*)/.exec(messages[0]?.content ?? '') ?? [];
      const content = `<eval>The longer one explains.</eval>\n<answer>[[${first.length >= second.length ? 'A' : 'B'}]]</answer>`;
      return {
        model: MODEL,
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      };
    },
  },
  stepwise: {
    spec: () => ({
      runtime: 'vllm-pooling',
      render: { as: 'chat', system: 'allow', assistant: true },
      read: { from: 'steps', token: '<extra_0>', index: 1, reduce: 'least' },
      range: [0, 1],
      activation: 'softmax',
    }),
    answer: (_, body) => {
      const { messages } = body as { messages: { content: string }[] };
      const steps = messages.at(-1)!.content.split('<extra_0>').slice(0, -1);
      const data = steps.map((step) => (step.includes('wrong') ? [0.9, 0.1] : [0.2, 0.8]));
      return { model: MODEL, data: [{ index: 0, object: 'pooling', data }], usage: { prompt_tokens: 9 } };
    },
  },
  sem: meaning('sem'),
  mix: meaning('mix'),
};

function twoHeads() {
  return ['helpful', 'safe'].map((name, index) => ({ name, index, mean: 0, deviation: 1 }));
}

function embedding(by: 'cosine' | 'bmas') {
  const spec = (): Partial<AdapterSpec> => ({
    runtime: 'tei-embed',
    render: { as: 'pair', first: '{reference}', second: '{response}' },
    read: { from: 'similarity', by },
    needs: ['reference'],
  });
  const sum = (rows: number[][]) => rows.reduce((all, one) => all.map((value, at) => value + one[at]!));
  const answer: Answer = (path, body) => {
    const { inputs = [] } = body as { inputs?: string[] };
    return inputs.map((text) => {
      const rows = [...text].map(axis);
      return path === '/embed_all' ? rows : sum(rows);
    });
  };
  return { spec, answer };
}

/** A model of the meaning of translations: it likes what speaks of the cat and the sofa. */
function meaning(translation: 'sem' | 'mix') {
  return {
    spec: (): Partial<AdapterSpec> => ({ range: [0, 1], activation: 'sigmoid' }),
    answer: heads((text) => [/Sofa/.test(answerOf(text)) ? 0.8 : 0.2]),
    parts: { translation },
  };
}

/** Says what the server serves where nothing is to be scored, as vLLM and TEI do. */
function whenAsked(answer: Answer): Answer {
  const served = { data: [{ id: MODEL }], model_id: MODEL, model_type: { embedding: {} } };
  return (path, body) => (body === null ? served : answer(path, body));
}

/** A judge that finds everything good, with the limits that its spec states. */
function judge(id: string, limits: object): Tool {
  const criteria = [{ id: 'good', asks: 'It is good.' }];
  const spec = judgeSpec.parse({ judges: 'rubric', id, criteria, ...limits });
  const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
  return judgeTool(record.declaration, spec, async () => scriptedJudge(() => true));
}

/** @returns the tools of all model techniques, and an end for their servers */
export async function techniqueModels(): Promise<{ tools: Tool[]; close: () => Promise<void> }> {
  const weak = await jsonServer(whenAsked(echo(/right/)));
  const made = await Promise.all(
    Object.entries(MODELS).map(async ([id, { spec, answer, parts = {} }]) => {
      const server = await jsonServer(whenAsked(answer));
      const adapter = rewardAdapter('vllm', { model: MODEL, ...spec(weak.url) });
      const { record, sources } = rewardModelRecord(adapter, {
        id,
        by: { url: server.url, others: [] },
        ...parts,
      });
      return { tool: toolOf(record, sources), server };
    }),
  );
  const servers = [weak, ...made.map(({ server }) => server)];
  return {
    tools: [...made.map(({ tool }) => tool), judge('judge', {}), judge('short-judge', { longest: 100 })],
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}
