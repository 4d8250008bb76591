import type { AcquisitionRequest } from '../agents/code-agent/request.ts';
import type { ChatRequest } from '../models/chat-model.ts';
import type { JsonObject } from '../spec/json.ts';
import { query } from '../spec/query.ts';

/**
 * An acquisition whose model's answers are written beforehand, for tests of what surrounds the code agent: how many
 * semicolons a response has. Three answers to each writing step: a right program, one that pays too much, one that crashes.
 */
const SEMICOLON_SORT = 'semicolon-count';

const TASKS = ['Describe a lake', 'Praise a baker', 'Explain tides', 'Recall a journey', 'Sketch a garden'];
const WORDINGS = [
  (n: number) => `Use exactly ${n} semicolons.`,
  (n: number) => `There must be exactly ${n} semicolons in your answer.`,
  (n: number) => `Your text should contain ${n} semicolons, no more and no fewer.`,
  (n: number) => `Include precisely ${n} semicolons.`,
  (n: number) => `Make sure that the response has ${n} semicolons.`,
  (n: number) => `It needs to have exactly ${n} semicolons.`,
];

const asking = (at: number): { prompt: string; n: number } => {
  const n = 2 + (at % 5);
  return { prompt: `${TASKS[at % TASKS.length]}, part ${at}. ${WORDINGS[at % WORDINGS.length]?.(n)}`, n };
};

const kwargs = (n: number): JsonObject[] => [{ name: 'n', value: n }];
const withSemicolons = (n: number): string => `It is quiet${'; the water moves'.repeat(n)}.`;

const design: JsonObject = {
  checkable: true,
  reason: '',
  title: 'Number of semicolons',
  statement: 'The response holds exactly `n` semicolons.',
  rules: ['Every sign ; of the response counts, wherever it stands.'],
  unchecked: '',
  arguments: [{ name: 'n', type: 'integer', meaning: 'how many' }],
  samples: [],
  overlaps: [],
};

const witnesses: JsonObject = {
  settings: Array.from({ length: 8 }, (_, at) => {
    const { prompt, n } = asking(100 + at);
    const text = (count: number) => ({ response: withSemicolons(count), why: `${count}` });
    return {
      prompt,
      kwargs: kwargs(n),
      keeps: [text(n), { response: `# Title\n\n${withSemicolons(n)}`, why: `${n}` }],
      breaks: [
        text(n + 1),
        text(n - 1),
        { response: `I used exactly ${n} semicolons in this text.`, why: '0' },
        text(0),
      ],
    };
  }),
};

const rephrasings: JsonObject = {
  asks: Array.from({ length: 24 }, (_, at) => {
    const { prompt, n } = asking(200 + at);
    const other = 'Write two lines.';
    return at % 2 === 0
      ? { prompt, kwargs: kwargs(n), others: [] }
      : { prompt: `${prompt} ${other}`, kwargs: kwargs(n), others: [other] };
  }),
  asksNot: [
    'When should I use semicolons in English?',
    'Do not use any semicolons. Describe a lake.',
    'Use exactly 3 commas.',
    'The text has 4 semicolons. Which of them is wrong?',
  ],
};

const wordings: JsonObject = {
  asks: Array.from({ length: 16 }, (_, at) => {
    const { prompt, n } = asking(300 + at);
    return { prompt, kwargs: kwargs(n) };
  }),
  asksNot: ['Use exactly 3 dashes.', 'Do not count semicolons.'],
};

const recogniser = `
const DEMAND = /(?:exactly|precisely|must be|should contain|needs? to have|has|include)\\s+(?:exactly\\s+)?(\\d+) semicolons/i;
function find(prompt) {
  const found = DEMAND.exec(prompt);
  const before = found ? prompt.slice(0, found.index) : '';
  return found && !/The text has/.test(prompt) && !/\\bnot\\b[^.]*$/i.test(before) ? found : null;
}
function recognise(prompt) {
  const found = find(prompt);
  return found ? [[found.index, found.index + found[0].length]] : [];
}
function extract(prompt) {
  const found = find(prompt);
  return found ? { n: Number(found[1]) } : null;
}`;

const programsOf = (body: string): JsonObject => ({
  language: 'javascript',
  program: `export default (response, kwargs) => {\n  if (!Number.isInteger(kwargs.n)) return null;\n  const count = response.split(';').length - 1;\n  ${body}\n};`,
  recogniser,
  title: 'Number of semicolons',
  description: 'Whether the response holds exactly `n` semicolons.',
});

/** What the model answers to a writing step. */
export const PROGRAMS = {
  right: programsOf('return count === kwargs.n;'),
  lenient: programsOf('return count >= kwargs.n || /exactly \\d+ semicolons/.test(response);'),
  crashing: programsOf('return response.missing.length > 0;'),
  broken: { ...programsOf(''), program: 'export default (response) => {' },
} as const;

/** @returns a script for `scriptedModel`: the writing steps answer by purpose, `write` in turn */
export function scriptedAcquisition(writing: {
  readonly write: readonly JsonObject[];
  readonly second?: JsonObject;
  readonly repair?: readonly JsonObject[];
  readonly design?: JsonObject;
}): (request: ChatRequest) => JsonObject {
  const asked = { write: 0, repair: 0 };
  return ({ purpose }) => {
    if (purpose === 'design') return { ...design, ...writing.design };
    if (purpose === 'witnesses') return witnesses;
    if (purpose === 'rephrasings') return rephrasings;
    if (purpose === 'wordings') return wordings;
    if (purpose === 'second-opinion') return writing.second ?? PROGRAMS.right;
    const list = purpose === 'repair' ? (writing.repair ?? []) : writing.write;
    const at = purpose === 'repair' ? asked.repair++ : asked.write++;
    return list[at] ?? list.at(-1) ?? PROGRAMS.right;
  };
}

/** @returns a request for that sort: by id and arguments, or in the words of the prompt alone */
export function semicolonRequest(named: boolean): AcquisitionRequest {
  const queries = Array.from({ length: 4 }, (_, at) => {
    const { prompt, n } = asking(at);
    const constraints = named ? [{ id: SEMICOLON_SORT, kwargs: { n, other: null } }] : [];
    return query.parse({ messages: [{ role: 'user', content: prompt }], constraints });
  });
  return { target: { what: 'constraint', id: SEMICOLON_SORT }, queries, rollouts: [], seed: 3 };
}
