import type { ExampleSet } from './example-set.ts';

const NAMES = ['Amara', 'Jonas', 'Mei', 'Tariq', 'Lucía', 'Oskar', 'Priya', 'Sven'];
const THINGS = ['marbles', 'stamps', 'apples', 'shells', 'tickets', 'pencils'];
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

/** Word problems, an equation, and answers in LaTeX. */
export function addMathematics(examples: ExampleSet): void {
  for (let index = 0; index < 16; index++) {
    const [name, thing] = [examples.pick(NAMES), examples.pick(THINGS)];
    const [boxes, each, given] = [examples.whole(3, 19), examples.whole(4, 25), examples.whole(2, 11)];
    const total = boxes * each - given;
    const prompt = `${name} buys ${boxes} boxes with ${each} ${thing} in each box and then gives ${given} ${thing} to a friend. How many ${thing} does ${name} have left?`;
    examples.group(`word-problem-${index}`, { prompt, reference: String(total) }, [
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

  examples.group(
    'linear-equation',
    { prompt: 'Solve $2x + 3 = 4$ for $x$. Put your final answer in \\boxed{}.', reference: '\\frac{1}{2}' },
    [
      ['half', 'Subtract 3 from both sides: $2x = 1$. So $x = \\boxed{0.5}$.', true],
      ['fraction', '$x = \\boxed{\\dfrac{1}{2}}$', true],
      ['sign', '$2x = 7$, hence $\\boxed{\\frac{7}{2}}$.', false],
      ['nothing', "Let's solve this problem step by step.", false],
    ],
  );
  for (const [id, prompt, reference, right, wrong] of LATEX) {
    examples.group(`latex-${id}`, { prompt, reference }, [
      ['right', right, true],
      ['wrong', wrong, false],
    ]);
  }
}
