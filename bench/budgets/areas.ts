import { readResponse } from '../../src/answers/read-response.ts';
import { classifyKind } from '../../src/routing/classifier/classify-kind.ts';
import type { JsonObject } from '../../src/spec/json.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { answerFormatAsked } from '../../src/text/answer-format.ts';
import { hasNoContent } from '../../src/text/content-guard.ts';
import { detectLanguage } from '../../src/text/language.ts';
import { languagesAsked } from '../../src/text/languages-asked.ts';
import { type Fixture, toToolQuery } from '../../src/tools/fixtures.ts';
import { builtInTools } from '../../src/tools/index.ts';
import { extractProgram } from '../../src/tools/unit-tests/extract-program.ts';

/** What reads a text of a policy or a prompt, and the milliseconds of processor time that one text may take. */
export interface Area {
  readonly name: string;
  readonly budgetMs: number;
  readonly read: (text: string) => unknown;
}

const READERS: readonly Area[] = [
  { name: 'answers: a response', budgetMs: 250, read: (text) => readResponse(text) },
  { name: 'text: content guard', budgetMs: 250, read: hasNoContent },
  { name: 'text: language', budgetMs: 250, read: detectLanguage },
  { name: 'text: format asked for', budgetMs: 250, read: answerFormatAsked },
  { name: 'text: languages asked for', budgetMs: 50, read: languagesAsked },
  { name: 'routing: classifier', budgetMs: 50, read: classifyKind },
  {
    name: 'unit-tests: program of a response',
    budgetMs: 250,
    read: (text) => extractProgram(text, { language: 'python', entryPoint: 'f' }),
  },
];

const person: JsonObject = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
const words = Array.from({ length: 6_000 }, (_, index) => `v${(index * 31) % 911}`).join(' ');

/** A query for each tool whose time hangs on the response; tools that run programs have limits of their own. */
const QUERIES: readonly (readonly [id: string, budgetMs: number, query: object, options?: JsonObject])[] = [
  ['choice', 250, { references: ['(C)'] }],
  ['exact-answer', 250, { references: ['24'] }],
  ['literal', 250, { references: ['[1, 2]'] }],
  ['final-number', 250, { references: ['24'] }],
  ['short-answer', 250, { messages: [{ role: 'user', content: 'Who painted it?' }], references: ['Titian'] }],
  ['math-equivalence', 50, { references: ['x^2+1'] }],
  ['tool-calls', 300, { expected_calls: [{ name: 'f', arguments: { x: 1 } }] }],
  ['json-schema', 400, { schema: person }],
  ['format', 600, {}, { tags: ['think'], think: 'closed', repetition: { size: 4, most: 0.2 } }],
  ['beyond-form', 250, {}],
  ['edit-distance', 500, { references: [words] }, { trim: false }],
  ['overlap', 1_000, { references: [words] }],
  ['translation', 1_000, { references: [words] }],
  [
    'instruction-constraints',
    250,
    { constraints: [{ id: 'punctuation:no_comma' }, { id: 'detectable_format:json_format' }] },
  ],
];

const TOOLS = QUERIES.map(([id, budgetMs, query, options = {}]): Area => {
  const tool = builtInTools.find(({ declaration }) => declaration.id === id)!;
  const prepared = tool.prepare(toToolQuery(query as Fixture['query']), options);
  if (prepared.inapplicable) throw new Error(`${id}: ${prepared.inapplicable}`);
  return { name: `tools: ${id}`, budgetMs, read: (text) => scoreOne(prepared, { text }) };
});

export const AREAS: readonly Area[] = [...READERS, ...TOOLS];
