import { z } from 'zod';
import type { LocalAnswer } from './local-endpoint.ts';

const asked = z.looseObject({
  messages: z.array(z.object({ content: z.string() })),
  response_format: z.looseObject({
    json_schema: z.looseObject({ schema: z.looseObject({ properties: z.record(z.string(), z.unknown()) }) }),
  }),
});

/** A word and how often it has to be there. */
const WORDS: readonly (readonly [string, number])[] = [
  ['moon', 2],
  ['apple', 3],
  ['train', 1],
  ['rain', 4],
  ['cloud', 2],
  ['bird', 3],
  ['sea', 2],
  ['book', 5],
];
const DEMANDS = [
  (word: string, count: number) => `Write a note about work. Use the word "${word}" exactly ${count} times.`,
  (word: string, count: number) => `Mention "${word}" exactly ${count} times in a story. Use no commas.`,
  (word: string, count: number) => `In a letter, the word "${word}" must appear exactly ${count} times.`,
];
const NOT_ASKED = [
  'How often does the word "love" appear in the song?',
  'Write 3 sentences about a lake.',
  'Exactly three times he called her name; tell the story.',
  'Explain what exactly twice means.',
  'Write exactly 3 paragraphs about words.',
  'Count the words in this text: a b c.',
  'Mention exactly 3 animals.',
  'Use the word "home" no more than 5 times.',
];

const RECOGNISER = `function find(prompt) {
  const text = rlar.clip(prompt, 20000);
  const pattern = /(?:the word |mention |use the word )"(\\w{1,30})"[^".!?]{0,40}?\\bexactly (\\d{1,3}) times/gi;
  const negated = /\\b(?:not|never|no|without|avoid|cannot)\\b|n['’]t\\b/i;
  return [...text.matchAll(pattern)].filter((match) => {
    const before = text.slice(Math.max(0, match.index - 40), match.index).split(/[.!?]/).at(-1);
    return !negated.test(before + match[0]);
  });
}
function recognise(prompt) {
  return find(prompt).map((match) => [match.index, match.index + match[0].length]);
}
function extract(prompt) {
  const [match, ...more] = find(prompt);
  return match && more.length === 0 ? { word: match[1], count: Number(match[2]) } : null;
}`;
const GUARD = `  const { word, count } = kwargs ?? {};
  if (typeof word !== 'string' || word.trim() === '' || !Number.isInteger(count)) return null;`;
const SECOND = `export default (response, kwargs) => {
${GUARD}
  const found = response.toLowerCase().split(/[^\\p{L}\\p{N}_]+/u).filter((each) => each === word.toLowerCase());
  return found.length === count;
};`;
const WRONG = `export default (response, kwargs) => {
${GUARD}
  return rlar.count(response, word, { matchCase: true }) === count;
};`;
const RIGHT = WRONG.replace(', { matchCase: true }', '');

/**
 * Answers the code agent, for tests, about one sort of constraint: how often a word occurs. What it writes first minds
 * upper and lower case and is refused by the gates; what it mends is right.
 */
export function countingAgent(body: unknown): LocalAnswer {
  const { messages, response_format } = asked.parse(body);
  const prompt = messages.at(-1)?.content ?? '';
  const wanted = Object.keys(response_format.json_schema.schema.properties);
  return JSON.stringify(answerTo(wanted, prompt));
}

function answerTo(wanted: readonly string[], prompt: string): object {
  if (wanted.includes('checkable')) return DESIGN;
  if (wanted.includes('settings'))
    return { settings: WORDS.map(([word, count], at) => setting(word, count, at)) };
  if (wanted.includes('asks')) return { asks: rephrasings(), asksNot: NOT_ASKED };
  const second = prompt.includes('second opinion');
  const mending = prompt.includes('What it got wrong');
  return {
    language: 'javascript',
    program: second ? SECOND : mending ? RIGHT : WRONG,
    recogniser: RECOGNISER,
    title: 'Exact count of a word',
    description: 'Counts a word in any case, as a whole word. Knows no inflected forms.',
  };
}

const DESIGN = {
  checkable: true,
  reason: '',
  title: 'Exact count of a word',
  statement: 'The response has the word exactly `count` times, as a whole word, in any case.',
  rules: ['Upper and lower case do not matter.', 'Inflected forms are other words.'],
  unchecked: '',
  arguments: [
    { name: 'word', type: 'string', meaning: 'the word' },
    { name: 'count', type: 'integer', meaning: 'how often' },
  ],
  samples: [],
  overlaps: ['keyword-frequency'],
};

function named(word: string, count: number): object[] {
  return [
    { name: 'word', value: word },
    { name: 'count', value: count },
  ];
}

function demand(word: string, count: number, at: number): string {
  return DEMANDS[at % DEMANDS.length]!(word, count);
}

function lines(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `Line ${at + 1} has the ${word} in it.`);
}

function setting(word: string, count: number, at: number): object {
  const said = (response: string) => ({ response, why: 'counted' });
  return {
    prompt: demand(word, count, at),
    kwargs: named(word, count),
    keeps: [
      said(lines(word, count).join(' ')),
      said(`Here it is:\n\n- ${lines(word.toUpperCase(), count).join('\n- ')}`),
      said(`${lines(word, count).join('\n\n')}\n\nAnd ${word}s are another matter.`),
    ],
    breaks: [
      said(lines(word, count + 1).join(' ')),
      said(count > 1 ? lines(word, count - 1).join(' ') : 'There is nothing here.'),
      said('This text keeps the rule as often as it was demanded.'),
    ],
  };
}

function rephrasings(): object[] {
  const words = ['fox', 'lake', 'market', 'snow', 'coffee', 'butter', 'garden', 'wall', 'home', 'silver'];
  return [...words, ...words.map((word) => `${word}y`)].map((word, at) => ({
    prompt: demand(word, 2 + (at % 7), at),
    kwargs: named(word, 2 + (at % 7)),
    others: at % DEMANDS.length === 1 ? ['Use no commas'] : [],
  }));
}
