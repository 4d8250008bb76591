import type { Random } from '../../src/spec/random.ts';

/** A row with responses to choose from. */
interface DemoRow {
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  readonly [field: string]: unknown;
}

const NAMES = ['Mira', 'Jonas', 'Aiko', 'Tomás', 'Lena', 'Sefa'];
const GOODS = ['apples', 'pencils', 'tickets', 'marbles', 'tiles'];
const CAPITALS = [
  ['Australia', 'Canberra', 'Sydney'],
  ['Canada', 'Ottawa', 'Toronto'],
  ['Brazil', 'Brasília', 'Rio de Janeiro'],
  ['Morocco', 'Rabat', 'Casablanca'],
] as const;
const PHRASES = [
  [
    'The cat sleeps on the warm roof.',
    'Die Katze schläft auf dem warmen Dach.',
    'Die Katze sitzt auf einem Dach.',
    'Der Hund läuft.',
  ],
  [
    'We will meet at the station tomorrow.',
    'Wir treffen uns morgen am Bahnhof.',
    'Wir treffen uns am Bahnhof.',
    'Morgen ist Montag.',
  ],
  [
    'The soup is too hot to eat.',
    'Die Suppe ist zu heiß zum Essen.',
    'Die Suppe ist sehr heiß.',
    'Das Essen ist gut.',
  ],
] as const;

const pick = <Value>(random: Random, from: readonly Value[]): Value => from[random.below(from.length)]!;

/** One query a sort of task; the same number of a `Random` makes the same query. */
export const makers: readonly ((random: Random) => DemoRow)[] = [
  (random) => {
    const [name, goods] = [pick(random, NAMES), pick(random, GOODS)];
    const [bags, each, gone] = [3 + random.below(9), 4 + random.below(15), 1 + random.below(6)];
    const sum = bags * each - gone;
    const think = `<think>\n${bags} times ${each} is ${bags * each}. Then ${gone} are given away.\n</think>\n\n`;
    return {
      prompt: `${name} has ${bags} boxes with ${each} ${goods} each, and gives ${gone} of them away. How many ${goods} are left?`,
      reference: String(sum),
      right: [
        `${think}There are $${bags} \\times ${each} = ${bags * each}$ ${goods} at first.\n\n${bags * each} − ${gone} = ${sum}\n\nThe answer is \\boxed{${sum}}.`,
        `We compute\n\\[ ${bags} \\cdot ${each} - ${gone} = ${bags * each} - ${gone} = ${sum} \\]\nso **${sum}** ${goods} are left.\n\n#### ${sum}`,
      ],
      wrong: [
        `${think}All in all there are ${bags * each} ${goods}.\n\nThe answer is \\boxed{${bags * each}}.`,
        `${bags} + ${each} = ${bags + each}, minus ${gone} is ${bags + each - gone}.\n\n#### ${bags + each - gone}`,
        'I am not sure. It could be a different number, depending on the boxes.',
      ],
    };
  },
  (random) => {
    const [first, second] = [1 + random.below(6), 7 + random.below(6)];
    const equation = `x^2 - ${first + second}x + ${first * second} = 0`;
    return {
      prompt: `Find all real solutions of $${equation}$.`,
      reference: `$x=${first}$ or $x=${second}$`,
      right: [
        `The discriminant is $\\Delta = ${(first + second) ** 2} - 4 \\cdot ${first * second} = ${(second - first) ** 2}$, so\n\n$$x = \\frac{${first + second} \\pm \\sqrt{${(second - first) ** 2}}}{2}$$\n\nTherefore \\boxed{x=${first} \\text{ or } x=${second}}`,
        `Factor: $(x-${first})(x-${second}) = 0$.\n\nSo the solutions are $x=${first}$ and $x=${second}$.\n\n\\boxed{\\{${first}, ${second}\\}}`,
      ],
      wrong: [
        `By Vieta, $x_1 + x_2 = -${first + second}$, thus \\boxed{x=-${first} \\text{ or } x=-${second}}`,
        `One sees that $x = ${first}$ works: $${first}^2 - ${first + second}\\cdot ${first} + ${first * second} = 0$. \\boxed{${first}}`,
      ],
    };
  },
  (random) => {
    const [country, capital, city] = pick(random, CAPITALS);
    return {
      prompt: `What is the capital of ${country}?`,
      reference: capital,
      right: [`The capital of ${country} is ${capital}.`, capital],
      wrong: [`${city} is the capital of ${country}.`, `${city}`, `It is either ${capital} or ${city}.`],
    };
  },
  (random) => {
    const [text, best, fair, bad] = pick(random, PHRASES);
    return {
      prompt: `Translate to German: ${text}`,
      reference: best,
      right: [best, fair],
      wrong: [bad, fair, text],
    };
  },
  (random) => {
    const limit = 3 + random.below(5);
    return {
      prompt: `Write a Python function \`clip(values)\` that returns a list in which every number above ${limit} is replaced by ${limit}.`,
      tests: [`assert clip([1, ${limit + 4}]) == [1, ${limit}]`, `assert clip([]) == []`],
      right: [
        `Each value is bounded by \`min\`:\n\n\`\`\`python\ndef clip(values):\n    """Bound every value."""\n    return [min(value, ${limit}) for value in values]\n\`\`\``,
      ],
      wrong: [
        `\`\`\`python\ndef clip(values):\n    # forgets the numbers below\n    return [${limit} for value in values]\n\`\`\``,
        `\`\`\`python\ndef clip(values)\n    return values\n\`\`\``,
      ],
    };
  },
  (random) => {
    const [city, days] = [pick(random, ['Paris', 'Lima', 'Oslo']), 2 + random.below(4)];
    const call = (name: string, args: object) => ({
      role: 'assistant',
      content: '',
      tool_calls: [{ name, arguments: args }],
    });
    const steps = (...calls: object[]) => [
      { role: 'assistant', content: 'Let me look that up.' },
      ...calls,
      { role: 'tool', content: `{"city": "${city}", "forecast": ["sun", "rain"]}` },
      { role: 'assistant', content: `Sun and rain are expected in ${city}.` },
    ];
    return {
      prompt: `What will the weather be in ${city} over the next ${days} days?`,
      expected_calls: [{ name: 'get_weather', arguments: { city, days } }],
      right: [steps(call('get_weather', { city, days }))],
      wrong: [steps(call('get_weather', { city, days: days + 1 })), steps(call('search', { q: city }))],
    };
  },
  (random) => ({
    prompt: `Answer in all lowercase letters, in at least 20 words: why does ${pick(random, ['the sea', 'honey', 'old paper'])} smell the way it does?`,
    constraints: [
      { id: 'change_case:english_lowercase', kwargs: {} },
      { id: 'length_constraints:number_words', kwargs: { relation: 'at least', num_words: 20 } },
    ],
    right: [
      'small molecules leave the surface and reach the nose, and there are so many sorts of them that no two places smell quite alike to us.',
    ],
    wrong: [
      'Because of small molecules.',
      'SMALL MOLECULES leave the surface and reach the nose, and there are so many sorts of them that no two places smell alike.',
    ],
  }),
  (random) => ({
    prompt: `Tell me something nice about ${pick(random, NAMES)}.`,
    right: ['You ask good questions, and you wait for the answers.'],
    wrong: ['No.', 'Sure! Here is something nice.'],
  }),
];
