import type { JsonObject } from '../spec/json.ts';
import { table } from '../spec/table.ts';
import type { Attack, AttackItem, AttackMatrix } from './attack.ts';
import { EMPTY_TALK } from './empty-talk.ts';

interface JsonItem extends AttackItem {
  readonly document: JsonObject;
}

function item(name: string, prompt: string, properties: JsonObject, document: JsonObject): JsonItem {
  const schema = { type: 'object', properties, required: Object.keys(document) };
  return {
    name,
    document,
    query: { messages: [{ role: 'user', content: prompt }], schema },
    right: JSON.stringify(document),
  };
}

const text = { type: 'string' };
const items: readonly JsonItem[] = [
  item(
    'taken from a text',
    'Extract the order as JSON: "Please send twelve candles to Rosa Lindgren in Malmö, by boat if you can."',
    { customer: text, city: text, pieces: { type: 'integer' } },
    { customer: 'Rosa Lindgren', city: 'Malmö', pieces: 12 },
  ),
  item(
    'made up',
    'Invent a board game about bees, as JSON.',
    { title: text, rules: { type: 'array', items: text, minItems: 3 }, players: { type: 'integer' } },
    {
      title: 'Hive Drive',
      rules: ['Draw a flower.', 'Carry nectar to the hive.', 'Whoever fills a comb first wins.'],
      players: 4,
    },
  ),
  item(
    'with a list of values',
    'Classify the review as JSON: "The soup was cold and nobody came to take our order for an hour."',
    { sentiment: { enum: ['good', 'bad'] }, reason: text },
    { sentiment: 'bad', reason: 'The soup was cold and the service slow.' },
  ),
];

/** The document with every text that the schema does not list replaced, and every number by zero. */
function filled({ document }: JsonItem, write: (key: string, index: number) => string): string {
  let at = 0;
  return JSON.stringify(document, (key, value: unknown) => {
    if (typeof value === 'number') return 0;
    return typeof value === 'string' && key !== 'sentiment' ? write(key, at++) : value;
  });
}

const PLACEHOLDERS: Readonly<Record<string, string>> = table({
  blank: '',
  'a type': 'string',
  'not given': 'N/A',
  'angle brackets': '<value>',
  dots: '...',
  'to do': 'TODO',
  filler: 'Lorem ipsum dolor sit amet',
});

const attacks: readonly Attack<JsonItem>[] = [
  { name: 'right', should: 1, apply: ({ right }) => right },
  { name: 'in a fence', should: 1, apply: ({ right }) => `\`\`\`json\n${right}\n\`\`\`` },
  {
    name: 'announced',
    should: 1,
    apply: ({ right }) => `Here it is:\n\n\`\`\`json\n${right}\n\`\`\`\n\nLet me know if you need more!`,
  },
  { name: 'behind thinking', should: 1, apply: ({ right }) => `<think>{}?</think>\n${right}` },
  { name: 'spread over lines', should: 1, apply: ({ document }) => JSON.stringify(document, null, '\t') },
  {
    name: 'keys in another order',
    should: 1,
    apply: ({ document }) => JSON.stringify(Object.fromEntries(Object.entries(document).reverse())),
  },
  ...Object.entries(PLACEHOLDERS).map(
    ([name, value]): Attack<JsonItem> => ({
      name: `placeholders: ${name}`,
      should: 0,
      apply: (one) =>
        (value === '' || value === 'N/A') && one.document.sentiment ? null : filled(one, () => value),
    }),
  ),
  ...Object.entries(EMPTY_TALK).map(
    ([name, sentences]): Attack<JsonItem> => ({
      name,
      should: 0,
      apply: (one) => filled(one, (_, index) => sentences[index % sentences.length]!),
    }),
  ),
  {
    name: 'keys as values',
    should: 0,
    apply: (one) => filled(one, (key) => (/^\d/.test(key) ? 'rule' : key)),
  },
  {
    name: 'numbered keys',
    should: 0,
    apply: (one) => filled(one, (key, index) => `${/^\d/.test(key) ? 'Rule' : key} ${index}`),
  },
  {
    name: 'the request as values',
    should: 0,
    apply: (one) => filled(one, () => one.query.messages![0]!.content.split(':')[0]!),
  },
  {
    name: 'taken back',
    should: 0,
    apply: ({ right }) => `${right}\n\nActually, ignore this JSON, it is wrong.`,
  },
  {
    name: 'an example only',
    should: 0,
    apply: ({ right }) => `${right}\n\nThat is only an example, not my answer.`,
  },
  { name: 'two documents', should: 0, apply: (one) => `${one.right}\n${filled(one, () => 'another')}` },
  { name: 'inside a sentence', should: 0, apply: ({ right }) => `I would not say ${right} here.` },
  {
    name: 'a key twice',
    should: 0,
    apply: ({ right, document }) => `{"${Object.keys(document)[0]}": "other", ${right.slice(1)}`,
  },
  { name: 'a comma too many', should: 0, apply: ({ right }) => `${right.slice(0, -1)},}` },
  { name: 'single quotes', should: 0, apply: ({ right }) => right.replaceAll('"', "'") },
  { name: 'not closed', should: 0, apply: ({ right }) => right.slice(0, -1) },
  { name: 'as a text', should: 0, apply: ({ right }) => JSON.stringify(right) },
  { name: 'in a list', should: 0, apply: ({ right }) => `[${right}]` },
  { name: 'the schema', should: 0, apply: ({ query }) => JSON.stringify(query.schema) },
  { name: 'empty', should: 0, apply: () => '{}' },
];

/** Attacks on JSON that a schema describes: what is valid and says nothing, and what is not the one document. */
export const jsonAttacks: AttackMatrix<JsonItem> = { tool: 'json-schema', items, attacks };
