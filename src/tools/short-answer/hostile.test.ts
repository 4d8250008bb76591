/** Attacks and plain answers by form × items: a new attack is one line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { shortAnswer } from './index.ts';

interface Item {
  readonly ask: string;
  readonly right: string;
  readonly wrong: readonly [string, string, string];
  /** A sentence that restates the question with an answer. */
  readonly say: (answer: string) => string;
}

const ITEMS: readonly Item[] = [
  {
    ask: 'Who discovered penicillin?',
    right: 'Alexander Fleming',
    wrong: ['Louis Pasteur', 'Robert Koch', 'Joseph Lister'],
    say: (answer) => `${answer} discovered penicillin.`,
  },
  {
    ask: 'Which planet of the solar system is the largest?',
    right: 'Jupiter',
    wrong: ['Saturn', 'Neptune', 'Uranus'],
    say: (answer) => `The largest planet of the solar system is ${answer}.`,
  },
  {
    ask: 'In which year did the Titanic sink?',
    right: '1912',
    wrong: ['1908', '1915', '1921'],
    say: (answer) => `The Titanic sank in ${answer}.`,
  },
  {
    ask: 'Which metal has the chemical symbol Cu?',
    right: 'copper',
    wrong: ['silver', 'zinc', 'nickel'],
    say: (answer) => `The metal with the chemical symbol Cu is ${answer}.`,
  },
];

type Form = (item: Item & { readonly other: string }) => string;

/** Not to be paid. */
const ATTACKS: Readonly<Record<string, Form>> = {
  'three sentences': ({ right, wrong, say }) => [wrong[0], right, wrong[1]].map(say).join(' '),
  'right last of four': ({ right, wrong, say }) => [...wrong, right].map(say).join('\n'),
  'sentences joined by while': ({ right, other, say }) => `${say(other).slice(0, -1)}, while ${say(right)}`,
  'bare names side by side': ({ right, other }) => `${other} ${right}`,
  'the other way round': ({ right, other }) => `${right} ${other}`,
  'with plus': ({ right, other }) => `${other} + ${right}`,
  'in brackets': ({ right, other }) => `${other} (${right})`,
  'full stops': ({ right, wrong }) => `${wrong[0]}. ${right}. ${wrong[1]}.`,
  'two boxes': ({ right, other }) => `\\boxed{${other}} \\boxed{${right}}`,
  'two markers': ({ right, other }) => `Answer: ${other}\nAnswer: ${right}`,
  'a list in a tag': ({ right, wrong }) => `<answer>${wrong.join(', ')}, ${right}</answer>`,
  'or in a tag': ({ right, other }) => `<answer>${right} or ${other}</answer>`,
  'thought, not said': ({ right, other }) => `<thinking>${right}</thinking>${other}`,
  'first thought': ({ right, other }) => `I first thought ${right} but it is ${other}.`,
  denied: ({ right }) => `Not ${right}.`,
  'false that': ({ right, say }) => `It is false that ${say(right)}`,
  'refused to say': ({ right }) => `I refuse to say ${right}.`,
  possibly: ({ right }) => `Possibly ${right}.`,
  'asked back': ({ right }) => `${right}? I doubt it.`,
  'before it': ({ right, other, say }) => `${say(other).slice(0, -1)}, shortly after ${right}.`,
  tribute: ({ right, other, say }) => `${say(other).slice(0, -1)}, as a tribute to ${right}.`,
  'compared with': ({ right, other, say }) => `${say(other)} Compared with ${right}, that is a surprise.`,
  expected: ({ right, other, say }) => `You may expect ${right}. ${say(other)}`,
  'taken back': ({ right, other }) => `${right}. No, wait, ${other}.`,
  except: ({ right }) => `Everything except ${right}.`,
};

/** To be paid. */
const PLAIN: Readonly<Record<string, Form>> = {
  bare: ({ right }) => right,
  sentence: ({ right, say }) => say(right),
  upper: ({ right }) => right.toUpperCase(),
  box: ({ right }) => `\\boxed{\\text{${right}}}`,
  tag: ({ right, other }) => `<think>Maybe ${other}? No.</think>\n<answer>${right}</answer>`,
  'another dialect': ({ right, other }) => `<thinking>Maybe ${other}? No.</thinking>\n${right}`,
  Spanish: ({ right }) => `La respuesta es ${right}.`,
  German: ({ right }) => `Die Antwort lautet ${right}.`,
  'not one but the other': ({ right, other }) => `Not ${other}, but ${right}.`,
  'the other taken back': ({ right, other }) => `${other}. No, sorry, I mean ${right}.`,
  'first thought the other': ({ right, other }) => `I first thought ${other} but it is ${right}.`,
  confused: ({ right, other, say }) => `${say(right)} It is sometimes confused with ${other}.`,
  source: ({ right, say }) => `${say(right)} (Source: encyclopedia)`,
  'no doubt': ({ right }) => `There is no doubt that it is ${right}.`,
  reasoning: ({ right, other }) => `Let me think. It is not ${other}. So the answer is ${right}.`,
};

async function reward(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = { prompt, messages: [], references: [reference], constraints: [] };
  const verdict = await scoreOne(shortAnswer.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const [name, form] of Object.entries(ATTACKS))
  test(`attack: ${name}`, async () => {
    for (const item of ITEMS)
      for (const other of item.wrong) {
        const text = form({ ...item, other });
        assert.notEqual(await reward(item.ask, item.right, text), 1, text);
      }
  });

for (const [name, form] of Object.entries(PLAIN))
  test(`plain: ${name}`, async () => {
    for (const item of ITEMS)
      for (const other of item.wrong) {
        const text = form({ ...item, other });
        assert.equal(await reward(item.ask, item.right, text), 1, text);
      }
  });

/** prompt, reference, response, what it earns (null: unscored). */
const VALUES: readonly (readonly [string, string, string, number | null])[] = [
  ['By how much did it change?', '-5', '5', 0],
  ['By how much did it change?', '-5', '−5', 1],
  ['By how much did it change?', '-5', 'minus five', 1],
  ['Which language did he design?', 'C++', 'C++', 1],
  ['Which language did he design?', 'C++', 'C', null],
  ['How much does it cost?', '€5', '$5', 0],
  ['How much does it cost?', '€5', '5 euros', 1],
  ['At which temperature does water boil?', '100 °C (212 °F)', '212 °F', 1],
  ['At which temperature does water boil?', '100 °C (212 °F)', '100 °C (212 °F)', 1],
  ['Which element is it?', 'Iron (Fe)', 'Fe', 1],
  ['Which element is it?', 'Iron (Fe)', 'Iron (Fe)', 1],
  ['Who wrote it?', 'George Orwell (Eric Blair)', 'Eric Blair', 1],
  ['What is the capital?', 'Paris (France)', 'France', null],
  ['What is the complexity?', 'O(n log n)', 'O(n log n)', 1],
  ['What is the complexity?', 'O(n^2)', 'It is O(n²).', 1],
  ['What is the complexity?', 'O(n log n)', 'O(n)', 0],
  ['Which call is it?', 'get(city="Rome")', 'get(city="Oslo")', 0],
  ['Sort in ascending order: 3, 1, 2', '1, 2, 3', '1 2 3', 1],
  ['Sort in ascending order: 3, 1, 2', '1, 2, 3', '3, 2, 1', 0],
  ['When was it?', 'June 6, 1944', '6 June 1944', 1],
  ['When was it?', 'June 6, 1944', 'June 1944', null],
  ['When was it?', 'June 6, 1944', '7 June 1944', 0],
  ['When does it start?', '13:30', '1:30 PM', 1],
  ['How high is it?', '8,849 metres', '8.849 km', 1],
  ['How many?', '1000', '1e3', 1],
  ['At which temperature does it boil?', '-196 °C', '77 K', null],
  ['Which share is it?', '50 %', '0.5', null],
  ['How long does it take?', '2 hours', '120 minutes', 1],
  ['Which country?', 'Guinea', 'Papua New Guinea', null],
  ['Which emperor built the wall?', 'Hadrian', "Hadrian's Wall", null],
  ['Who was it?', 'Abraham Lincoln', 'Abe Lincoln', 1],
  ['Who was it?', 'Abraham Lincoln', 'Lincoln', 1],
  ['Who was it?', 'Abraham Lincoln', 'Abraham', null],
  ['Who was it?', 'Abraham Lincoln', 'Andrew Jackson', 0],
  ['Who was it?', 'Abraham Lincoln', 'Аbrаhаm Lincoln', 1],
  ['Which is the largest city of India?', 'Mumbai', 'Bombay', null],
  ['What is the capital of Japan?', 'Tokyo', '東京', null],
  ['In which year did it open?', '1974', 'nineteen seventy-four', 1],
  ['In which year did it open?', '1974', 'Nineteen seventy-five', 0],
  ['In which year did it open?', '1974', '1974? No.', null],
  ['In which year did it open?', '1974', '1974 (1976)', null],
  ['Wann war es?', '3. Mai 1971', '1971-05-03', 1],
  ['Wann war es?', '3. Mai 1971', 'May 3, 1971', 1],
  ['Wann war es?', '3. Mai 1971', '3. März 1971', 0],
  ['Quand était-ce ?', '3 mai 1971', '4 mai 1971', 0],
  ['¿Cuándo fue?', '3 de mayo de 1971', 'el 3 de mayo de 1971', 1],
  ['这是哪一年的事？', '1971', '1971年', 1],
  ['Which language is it?', 'C#', 'C sharp', 1],
  ['How long did it take?', '75 minutes', '1 hour 15 minutes', 1],
  ['How long did it take?', '75 minutes', 'an hour and a half', 0],
  ['At how many degrees Celsius does it melt?', '60 degrees', '60 °C', 1],
  ['At how many degrees Celsius does it melt?', '60 degrees', '60 °F', 0],
  ['At which temperature does it melt?', '100 °C', '212 °F', 1],
  ['What is the running time?', 'O(n log n)', 'It runs in O(n log n) time.', 1],
  ['What is the running time?', 'O(n log n)', 'O(n * log(n))', 1],
  ['这本书的作者是谁？', '曹雪芹', '作者是曹雪芹。', 1],
  ['中国的首都是哪里？', '北京', '不是北京，是南京。', 0],
  ['Who wrote it?', 'Ida Holt', 'Ida Holt admired Ann Reed, who wrote it.', null],
  ['Who was the singer?', 'Ida Holt', 'The singer was Ann Reed, and the drummer was Ida Holt.', null],
  ['Which city is the capital?', 'Oslo', 'Oslo was proposed, but Bergen is the capital.', null],
  ['Who followed King Olaf?', 'Ida Holt', 'Ida Holt was followed by Ann Reed.', null],
  ['Wer schrieb es?', 'Ida Holt', 'Nicht Ann Reed, sondern Ida Holt.', 1],
  ['¿Quién lo escribió?', 'Ida Holt', 'No es Ann Reed, sino Ida Holt.', 1],
  ['Which metal is it?', 'iron', 'copper of iron', null],
  ['which city is the capital', 'Oslo', 'Oslo which city is the capital', null],
  ['How far is it from Oslo to Rome?', '2,400 km', 'It is 2,400 km away.', 1],
  ['¿Cuántos son?', '366', '365 o 366', null],
  ['Which agency is it?', 'NASA', 'National Aeronautics and Space Administration', 1],
  ['Which king was it?', 'Charles III', 'Charles the Third', 1],
  ['Which king was it?', 'Charles III', 'King Charles II', 0],
  ['What is the currency of Japan?', 'yen', 'Japan uses the yen.', 1],
  ['What is the currency of Japan?', 'yen', 'yen or won', 0],
  ['How long did it last?', 'an hour and a half', 'It lasted 90 min.', 1],
  ['When does it close?', '9:45 pm', 'It closes at 21:45.', 1],
  ['What was the score?', '3-1', '1-3', 0],
  ['What does it cost?', '€45', '£45', 0],
  ['Which two numbers?', '-12', 'The change was -12.', 1],
  ['¿Cuál es la capital?', 'Lima', 'No es Lima.', 0],
  ['¿Cuál es la capital?', 'Lima', 'Lima o Cuzco', null],
  ['Qui l’a écrit ?', 'Ida Holt', 'Ce n’est pas Ida Holt mais Ann Reed.', 0],
];

/** Several things asked: the question, the references, a response, what it earns. */
const SEVERAL: readonly (readonly [string, readonly string[], string, number | null])[] = [
  ['Which two countries share the island?', ['Haiti', 'Dominican Republic'], 'Haiti', 0],
  [
    'Which two countries share the island?',
    ['Haiti', 'Dominican Republic'],
    'The Dominican Republic and Haiti',
    1,
  ],
  ['Which two countries share the island?', ['Haiti', 'Dominican Republic'], 'Haiti and Cuba', 0],
  [
    'Which two countries share the island?',
    ['Haiti', 'Dominican Republic'],
    'It is shared by Haiti in the west and the Dominican Republic in the east.',
    1,
  ],
  [
    'Which two countries share it?',
    ['Haiti', 'Cuba'],
    'It lies in Haiti, and Cuba has never had a part.',
    null,
  ],
  ['Which two countries share it?', ['Haiti', 'Cuba'], 'Haiti shares it, unlike Cuba.', 0],
  ['Which country is it?', ['Holland', 'Netherlands'], 'Holland', 1],
  ['Name the two authors.', ['Ida Holt', 'Ann Reed'], 'It was written by Ann Reed and Ida Holt.', 1],
  ['Name the two authors.', ['Ida Holt', 'Ann Reed'], 'Holt and Reed', 1],
  ['Name the three colours.', ['red, green, blue'], '1. Green\n2. Red\n3. Blue', 1],
  ['Name the three colours.', ['red, green, blue'], 'red, green', 0],
  ['Name the three colours.', ['red, green, blue'], 'red, green, blue and yellow', 0],
  ['List the three kings in order.', ['Olaf, Harald, Magnus'], 'Olaf, Harald, Magnus', 1],
  ['List the three kings in order.', ['Olaf, Harald, Magnus'], 'Harald, Olaf, Magnus', 0],
];

for (const [prompt, references, response, earns] of SEVERAL)
  test(`all of ${references.join(' + ')}: ${response} earns ${earns}`, async () => {
    const query = { prompt, messages: [], references: [...references], constraints: [] };
    const verdict = await scoreOne(shortAnswer.prepare(query, {}), { text: response });
    assert.equal(verdict.status === 'scored' ? verdict.value : null, earns);
  });

for (const [prompt, reference, response, earns] of VALUES)
  test(`value: ${response} for ${reference} earns ${earns}`, async () => {
    assert.equal(await reward(prompt, reference, response), earns);
  });
