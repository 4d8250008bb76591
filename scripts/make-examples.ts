/**
 * Writes examples/rollouts.jsonl, the rollouts of the quick start: several kinds, right and wrong answers whose labels
 * are known because we made them. Seeded: the same file every time. `node scripts/with-node.mjs scripts/make-examples.ts`
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../src/spec/random.ts';

interface Example {
  id: string;
  response: string;
  correct: boolean | null;
  [field: string]: unknown;
}

const numbers = new Random(20260301);
const random = () => numbers.next();
const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const examples: Example[] = [];
/** Adds the answers to one query: `[name, response, is it right]`. */
function group(
  id: string,
  query: Record<string, unknown>,
  answers: readonly (readonly [string, string, boolean | null])[],
): void {
  for (const [name, response, correct] of answers)
    examples.push({ id: `example/${id}/${name}`, ...query, response, correct });
}

const NAMES = ['Amara', 'Jonas', 'Mei', 'Tariq', 'Lucía', 'Oskar', 'Priya', 'Sven'];
const THINGS = ['marbles', 'stamps', 'apples', 'shells', 'tickets', 'pencils'];
for (let index = 0; index < 16; index++) {
  const [name, thing] = [pick(NAMES), pick(THINGS)];
  const [boxes, each, given] = [whole(3, 19), whole(4, 25), whole(2, 11)];
  const total = boxes * each - given;
  const prompt = `${name} buys ${boxes} boxes with ${each} ${thing} in each box and then gives ${given} ${thing} to a friend. How many ${thing} does ${name} have left?`;
  group(`word-problem-${index}`, { prompt, reference: String(total) }, [
    [
      'hashes',
      `${boxes} * ${each} = ${boxes * each}\n${boxes * each} - ${given} = ${total}\n#### ${total}`,
      true,
    ],
    [
      'prose',
      `There are ${boxes * each} ${thing} at first. After giving away ${given}, the answer is ${total}.`,
      true,
    ],
    ['forgot-to-give', `${boxes} * ${each} = ${boxes * each}, so the answer is ${boxes * each}.`, false],
    ['added', `The answer is ${boxes * each + given}.`, false],
  ]);
}

group(
  'linear-equation',
  { prompt: 'Solve $2x + 3 = 4$ for $x$. Put your final answer in \\boxed{}.', reference: '\\frac{1}{2}' },
  [
    ['half', 'Subtract 3 from both sides: $2x = 1$. So $x = \\boxed{0.5}$.', true],
    ['fraction', '$x = \\boxed{\\dfrac{1}{2}}$', true],
    ['sign', '$2x = 7$, hence $\\boxed{\\frac{7}{2}}$.', false],
    ['nothing', "Let's solve this problem step by step.", false],
  ],
);
const LATEX: readonly (readonly [string, string, string, string, string])[] = [
  [
    'quadratic',
    'What are the roots of $x^2 - 5x + 6 = 0$? Give them as a set in \\boxed{}.',
    '\\{2, 3\\}',
    '\\boxed{\\{3, 2\\}}',
    '\\boxed{\\{-2, -3\\}}',
  ],
  [
    'radical',
    'Simplify $\\sqrt{50}$.',
    '5\\sqrt{2}',
    'It is $\\boxed{5\\sqrt{2}}$.',
    'It is $\\boxed{2\\sqrt{5}}$.',
  ],
  ['interval', 'On which interval is $x^2 < 9$?', '(-3, 3)', '\\boxed{(-3,3)}', '\\boxed{[-3,3]}'],
  ['expand', 'Expand $(x+1)^2$.', 'x^2 + 2x + 1', '$\\boxed{1 + 2x + x^2}$', '$\\boxed{x^2 + 1}$'],
  [
    'percent',
    'What is $\\frac{3}{8}$ as a percentage?',
    '37.5\\%',
    '$\\boxed{37.5\\%}$',
    '$\\boxed{3.75\\%}$',
  ],
  [
    'scientific',
    'Write $0.00052$ in scientific notation.',
    '5.2 \\times 10^{-4}',
    '$\\boxed{5.2\\times10^{-4}}$',
    '$\\boxed{5.2\\times10^{-3}}$',
  ],
  [
    'angle',
    'How large is each angle of an equilateral triangle, in degrees?',
    '60^\\circ',
    '$\\boxed{60}$',
    '$\\boxed{90}$',
  ],
  [
    'vector',
    'Compute $(1,2) + (3,-5)$.',
    '(4,-3)',
    'We add: $\\boxed{(4, -3)}$',
    'We add: $\\boxed{(4, 3)}$',
  ],
];
for (const [id, prompt, reference, right, wrong] of LATEX) {
  group(`latex-${id}`, { prompt, reference }, [
    ['right', right, true],
    ['wrong', wrong, false],
  ]);
}

const CAPITALS: readonly (readonly [string, string, string])[] = [
  ['Norway', 'Oslo', 'Bergen'],
  ['Peru', 'Lima', 'Cusco'],
  ['Kenya', 'Nairobi', 'Mombasa'],
  ['Vietnam', 'Hanoi', 'Ho Chi Minh City'],
  ['Portugal', 'Lisbon', 'Porto'],
  ['New Zealand', 'Wellington', 'Auckland'],
  ['Canada', 'Ottawa', 'Toronto'],
  ['Morocco', 'Rabat', 'Casablanca'],
];
for (const [country, capital, other] of CAPITALS) {
  group(
    `capital-${country.toLowerCase().replaceAll(' ', '-')}`,
    { prompt: `what is the capital of ${country.toLowerCase()}`, reference: capital },
    [
      ['word', capital, true],
      ['sentence', `The capital of ${country} is ${capital}.`, true],
      ['other', `The capital of ${country} is ${other}.`, false],
      ['negated', `It is certainly not ${capital}; the capital is ${other}.`, false],
    ],
  );
}

const SUBJECTS = [
  'Which planet is closest to the Sun?',
  'Which of these metals is liquid at room temperature?',
  'Which gas do plants take in for photosynthesis?',
  'Which ocean is the largest?',
];
const OPTIONS = [
  ['Venus', 'Mercury', 'Mars', 'Jupiter'],
  ['Iron', 'Copper', 'Gold', 'Mercury'],
  ['Carbon dioxide', 'Helium', 'Neon', 'Argon'],
  ['Atlantic', 'Indian', 'Pacific', 'Arctic'],
];
const KEYS = [1, 3, 0, 2];
for (const [index, question] of SUBJECTS.entries()) {
  const letters = ['A', 'B', 'C', 'D'];
  const options = OPTIONS[index]!;
  const key = KEYS[index]!;
  const prompt = `${question}\nOptions:\n${options.map((option, at) => `(${letters[at]}) ${option}`).join('\n')}`;
  group(`choice-${index}`, { prompt, reference: `(${letters[key]})` }, [
    ['letter', `So the answer is (${letters[key]}).`, true],
    ['bold', `**${letters[key]}**`, true],
    ['text', `The answer is ${options[key]}.`, true],
    ['wrong', `So the answer is (${letters[(key + 1) % 4]}).`, false],
    ['all', 'It could be A, B, C or D.', false],
  ]);
}

const WORDS = ['oak', 'elm', 'yew', 'fir', 'ash', 'pine', 'birch', 'maple', 'cedar', 'larch'];
for (let index = 0; index < 6; index++) {
  const words = [...WORDS].sort(() => random() - 0.5).slice(0, 5);
  const sorted = [...words].sort();
  group(
    `sorting-${index}`,
    {
      prompt: `Sort the following words alphabetically: List: ${words.join(' ')}`,
      reference: sorted.join(' '),
    },
    [
      ['right', `The words in order are: ${sorted.join(', ')}. So the answer is ${sorted.join(' ')}.`, true],
      ['reversed', `So the answer is ${[...sorted].reverse().join(' ')}.`, false],
      ['short', `So the answer is ${sorted.slice(0, 4).join(' ')}.`, false],
    ],
  );
}

for (let index = 0; index < 8; index++) {
  const numbers = Array.from({ length: whole(3, 5) }, () => whole(1, 9));
  const doubled = numbers.map((number) => number * 2);
  const prompt = `def f(items):\n    out = []\n    for item in items:\n        out.append(item * 2)\n    return out\n\nWhat does f([${numbers.join(', ')}]) return? Answer with a Python literal.`;
  group(`output-${index}`, { prompt, reference: `[${doubled.join(', ')}]` }, [
    ['right', `[${doubled.join(', ')}]`, true],
    ['spaced', `[${doubled.join(',')}]`, true],
    ['unchanged', `[${numbers.join(', ')}]`, false],
    ['tuple', `(${doubled.join(', ')})`, false],
  ]);
}

group(
  'constraints-short',
  {
    prompt: 'Name three colours. Use no commas, and write all of it in lower case.',
    instruction_id_list: ['punctuation:no_comma', 'change_case:english_lowercase'],
    kwargs: [{}, {}],
  },
  [
    ['both', 'the three colours that i would name are red and green and blue', true],
    ['comma', 'the colours are red, green and blue', false],
    ['capitals', 'The three colours that I would name are red and green and blue', false],
  ],
);
group(
  'constraints-json',
  {
    prompt: 'Describe a bicycle as JSON. Wrap the entire output in JSON format.',
    instruction_id_list: ['detectable_format:json_format'],
    kwargs: [{}],
  },
  [
    ['json', '{"wheels": 2, "motor": false}', true],
    ['prose', 'A bicycle has two wheels.', false],
  ],
);

const CALL = { name: 'get_weather', arguments: { city: 'Oslo', unit: 'celsius' } };
group('tool-call', { prompt: 'How warm is it in Oslo? Use get_weather.', expected_calls: [CALL] }, [
  ['right', `<tool_call>${JSON.stringify(CALL)}</tool_call>`, true],
  [
    'other-city',
    `<tool_call>${JSON.stringify({ ...CALL, arguments: { city: 'Rome', unit: 'celsius' } })}</tool_call>`,
    null,
  ],
  ['none', 'It is probably cold there.', false],
]);

const SENTENCES: readonly (readonly [string, string, string])[] = [
  [
    'The train leaves at eight in the morning.',
    'Der Zug fährt um acht Uhr morgens ab.',
    'Der Hund schläft unter dem Tisch.',
  ],
  [
    'She forgot her umbrella at the office.',
    'Sie hat ihren Regenschirm im Büro vergessen.',
    'Er kocht heute Abend eine Suppe.',
  ],
  [
    'We will meet again next week.',
    'Wir treffen uns nächste Woche wieder.',
    'Die Blumen brauchen viel Wasser.',
  ],
  [
    'The museum is closed on Mondays.',
    'Das Museum ist montags geschlossen.',
    'Ich habe meinen Schlüssel verloren.',
  ],
];
for (const [index, [english, german, other]] of SENTENCES.entries()) {
  group(`translation-${index}`, { prompt: `Translate into German: ${english}`, reference: german }, [
    ['reference', german, true],
    ['unrelated', other, false],
    ['copied', english, false],
  ]);
}

group('poem', { prompt: 'Write a short poem about the sea in winter.' }, [
  ['poem', 'Grey waves fold over grey,\nand the gulls keep what they know.', null],
  ['refusal', 'I would rather not.', null],
]);

const file = join(import.meta.dirname, '../examples/rollouts.jsonl');
writeFileSync(file, `${examples.map((example) => JSON.stringify(example)).join('\n')}\n`);
console.log(`${examples.length} rollouts in ${file}`);
