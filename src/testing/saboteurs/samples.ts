import type { Case } from '../../admission/candidate.ts';

/** Queries of our own making that verifiers of the tests are tried on. */
type Row = readonly [prompt: string, reference: string, right: string | null, wrong: string | null];

const NUMBERS: readonly Row[] = [
  [
    'Mia has 12 apples and buys 15 more. How many has she?',
    '27',
    '12 + 15 = 27\n#### 27',
    '15 - 12 = 3\n#### 3',
  ],
  ['A box holds 6 eggs. How many eggs are in 7 boxes?', '42', '6 * 7 = 42\n#### 42', '6 + 7 = 13\n#### 13'],
  ['Tom runs 3 km on each of 5 days. How many kilometres?', '15', '3 * 5 = 15\n#### 15', '3 + 5 = 8\n#### 8'],
  [
    'A shirt costs 40 and is 25 percent off. What is the price?',
    '30',
    '40 * 0.75 = 30\n#### 30',
    '40 - 25 = 15\n#### 15',
  ],
  [
    'There are 96 chairs in 8 rows. How many in one row?',
    '12',
    '96 / 8 = 12\n#### 12',
    '96 - 8 = 88\n#### 88',
  ],
  [
    'The temperature is 4 and falls by 9. What is it now?',
    '-5',
    '4 - 9 = -5\n#### -5',
    '4 + 9 = 13\n#### 13',
  ],
  [
    'A bus leaves with 31 people, 14 get off. How many stay?',
    '17',
    '31 - 14 = 17\n#### 17',
    '31 + 14 = 45\n#### 45',
  ],
  ['What is 2.5 times 1.5?', '3.75', '2.5 * 1.5 = 3.75\n#### 3.75', '2.5 + 1.5 = 4\n#### 4'],
  [
    'A tank fills 120 litres in 10 minutes. Litres in 25 minutes?',
    '300',
    '120 / 10 * 25 = 300\n#### 300',
    '120 + 25 = 145\n#### 145',
  ],
  ['Anna is 9, her brother twice as old. How old is he?', '18', '9 * 2 = 18\n#### 18', '9 + 2 = 11\n#### 11'],
  ['How many minutes are there in 4 hours?', '240', '4 * 60 = 240\n#### 240', '4 * 100 = 400\n#### 400'],
  [
    'A farmer has 1,300 sheep and sells 250. How many are left?',
    '1050',
    '1300 - 250 = 1050\n#### 1050',
    '1300 + 250 = 1550\n#### 1550',
  ],
];

const CITIES: readonly Row[] = [
  ['What is the capital of Peru?', 'Lima', 'Lima', 'Cusco'],
  ['What is the capital of Kenya?', 'Nairobi', 'Nairobi', 'Mombasa'],
  ['What is the capital of Norway?', 'Oslo', 'Oslo', 'Bergen'],
  ['What is the capital of Canada?', 'Ottawa', 'Ottawa', 'Toronto'],
  ['What is the capital of Argentina?', 'Buenos Aires', 'Buenos Aires', 'Rosario'],
  ['What is the capital of Vietnam?', 'Hanoi', 'Hanoi', 'Hue'],
  ['What is the capital of Ethiopia?', 'Addis Ababa', 'Addis Ababa', 'Mekelle'],
  ['What is the capital of New Zealand?', 'Wellington', 'Wellington', 'Auckland'],
  ['What is the capital of Morocco?', 'Rabat', 'Rabat', 'Casablanca'],
  ['What is the capital of Sri Lanka?', 'Sri Jayawardenepura Kotte', 'Sri Jayawardenepura Kotte', 'Colombo'],
  ['What is the capital of Bolivia by law?', 'Sucre', 'Sucre', 'La Paz'],
  ['What is the capital of Turkey?', 'Ankara', 'Ankara', 'Izmir'],
];

const CHOICES: readonly Row[] = [
  ['Which is a mammal? A) trout B) whale C) robin D) adder', 'B', 'The answer is B', 'The answer is A'],
  ['Which is a prime? A) 21 B) 33 C) 41 D) 57', 'C', 'The answer is C', 'The answer is D'],
  ['Which is a metal? A) zinc B) sulphur C) neon D) iodine', 'A', 'The answer is A', 'The answer is B'],
  [
    'Which planet has rings? A) Mars B) Venus C) Mercury D) Saturn',
    'D',
    'The answer is D',
    'The answer is C',
  ],
  ['Which is an even number? A) 3 B) 8 C) 9 D) 11', 'B', 'The answer is B', 'The answer is C'],
  ['Which river is in Egypt? A) Rhine B) Volga C) Nile D) Po', 'C', 'The answer is C', 'The answer is A'],
  ['Which is a fruit? A) pear B) leek C) kale D) beet', 'A', 'The answer is A', 'The answer is D'],
  ['Which is a colour? A) loud B) swift C) sweet D) teal', 'D', 'The answer is D', 'The answer is B'],
  ['Which one flies? A) mole B) swift C) newt D) shrew', 'B', 'The answer is B', 'The answer is D'],
  ['Which is a verb? A) table B) lamp C) run D) door', 'C', 'The answer is C', 'The answer is B'],
];

const OBJECTS: readonly Row[] = [
  [
    'Give {name, age} of Ada, 36, as JSON.',
    '{"name":"Ada","age":36}',
    '{"age": 36, "name": "Ada"}',
    '{"name": "Ada", "age": "36"}',
  ],
  [
    'Give {name, age} of Alan, 41, as JSON.',
    '{"name":"Alan","age":41}',
    '{"name": "Alan", "age": 41}',
    '{"name": "Alan"}',
  ],
  ['Give the first three primes as a JSON list.', '[2,3,5]', '[2, 3, 5]', '[1, 2, 3]'],
  [
    'Give {city, country} of Lima as JSON.',
    '{"city":"Lima","country":"Peru"}',
    '{"city":"Lima","country":"Peru"}',
    '{"city":"Peru","country":"Lima"}',
  ],
  [
    'Give {open: true, seats: 4} as JSON.',
    '{"open":true,"seats":4}',
    '{"open":true,"seats":4}',
    '{"open":false,"seats":4}',
  ],
  ['Give the vowels of "audio" as a JSON list.', '["a","u","i","o"]', '["a","u","i","o"]', '["a","u","o"]'],
  ['Give {x, y} of the point 3, -4 as JSON.', '{"x":3,"y":-4}', '{"x":3,"y":-4}', '{"x":3,"y":4}'],
  ['Give {total} of 12 and 15 as JSON.', '{"total":27}', '{"total":27}', '{"total":28}'],
];

const MATHS: readonly Row[] = [
  ['Factor x^2 - 9.', '(x-3)(x+3)', 'So \\boxed{(x-3)(x+3)}.', 'So \\boxed{(x-9)(x+1)}.'],
  [
    'What is a third of a half?',
    '\\frac{1}{6}',
    'It is \\boxed{\\frac{1}{6}}.',
    'It is \\boxed{\\frac{1}{5}}.',
  ],
  ['Differentiate x^3.', '3x^2', 'We get \\boxed{3x^2}.', 'We get \\boxed{x^2}.'],
  ['Solve 2x = 14.', '7', 'Hence \\boxed{7}.', 'Hence \\boxed{28}.'],
  ['What is the area of a circle with radius 3?', '9\\pi', 'It is \\boxed{9\\pi}.', 'It is \\boxed{6\\pi}.'],
  ['Solve x^2 = 2 for positive x.', '\\sqrt{2}', 'It is \\boxed{\\sqrt{2}}.', 'It is \\boxed{\\sqrt{3}}.'],
  ['What is 5 choose 2?', '10', 'That is \\boxed{10}.', 'That is \\boxed{20}.'],
  ['What is the slope of y = 4x + 1?', '4', 'It is \\boxed{4}.', 'It is \\boxed{1}.'],
];

const SENTENCES: readonly Row[] = [
  [
    'Translate into German: The train leaves at eight.',
    'Der Zug fährt um acht Uhr ab.',
    'Der Zug fährt um acht Uhr ab.',
    'Das Haus ist groß und alt.',
  ],
  [
    'Translate into German: The child eats a red apple.',
    'Das Kind isst einen roten Apfel.',
    'Das Kind isst einen roten Apfel.',
    'Der Hund schläft im Garten.',
  ],
  [
    'Translate into German: It has rained for three days.',
    'Es regnet seit drei Tagen.',
    'Es regnet seit drei Tagen.',
    'Morgen fahren wir ans Meer.',
  ],
  [
    'Translate into German: My sister works in a hospital.',
    'Meine Schwester arbeitet in einem Krankenhaus.',
    'Meine Schwester arbeitet in einem Krankenhaus.',
    'Er hat sein Buch verloren.',
  ],
  [
    'Translate into German: We drink coffee every morning.',
    'Wir trinken jeden Morgen Kaffee.',
    'Wir trinken jeden Morgen Kaffee.',
    'Sie singt ein altes Lied.',
  ],
  [
    'Translate into German: The bridge was built last year.',
    'Die Brücke wurde letztes Jahr gebaut.',
    'Die Brücke wurde letztes Jahr gebaut.',
    'Ich suche meinen Schlüssel.',
  ],
];

const rows = (list: readonly Row[], labelled: boolean): Case[] =>
  list.flatMap(([prompt, reference, right, wrong], index) => {
    const query = { messages: [{ role: 'user', content: prompt }], references: [reference] };
    const entry = (name: string, response: string, good: boolean | null, origin: Case['origin']): Case => ({
      name: `line ${index + 1}${name}`,
      query,
      options: {},
      response,
      good,
      origin,
    });
    if (!labelled) return [entry('', reference, null, 'reference')];
    return [
      ...(right === null ? [] : [entry(', right', right, true, 'label')]),
      ...(wrong === null ? [] : [entry(', wrong', wrong, false, 'label')]),
    ];
  });

/** Every set with references alone, and with labelled responses. */
export const SAMPLES = {
  numbers: rows(NUMBERS, false),
  numbersLabelled: rows(NUMBERS, true),
  cities: rows(CITIES, false),
  citiesLabelled: rows(CITIES, true),
  choices: rows(CHOICES, false),
  choicesLabelled: rows(CHOICES, true),
  objectsLabelled: rows(OBJECTS, true),
  objects: rows(OBJECTS, false),
  mathsLabelled: rows(MATHS, true),
  maths: rows(MATHS, false),
  sentences: rows(SENTENCES, false),
} as const satisfies Record<string, readonly Case[]>;
