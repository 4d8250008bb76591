import type { AttackItem } from './attack.ts';

/** A question with one right answer, and wrong answers of the same sort. */
export interface AnswerItem extends AttackItem {
  /** The right answer alone, as a careful response writes it. */
  readonly answer: string;
  readonly wrong: string;
  /** Another wrong answer, for lists of guesses. */
  readonly other: string;
}

type Given = Pick<AnswerItem, 'answer' | 'wrong' | 'other'> & {
  readonly ask: string;
  readonly reference?: string;
};

function item({ ask, answer, wrong, other, reference = answer }: Given): AnswerItem {
  return {
    name: ask.split('\n')[0]!.slice(0, 60),
    query: { messages: [{ role: 'user', content: ask }], references: [reference] },
    right: answer,
    answer,
    wrong,
    other,
  };
}

const options = (ask: string, ...texts: readonly string[]) =>
  `${ask}\nOptions:\n${texts.map((text, at) => `(${'ABCD'[at]}) ${text}`).join('\n')}`;

/** Questions by the tool that judges them, of our own making. Every attack is made on every line. */
export const ANSWER_ITEMS: Readonly<Record<string, readonly AnswerItem[]>> = {
  'final-number': [
    {
      ask: 'Ida packs 14 crates with 6 jars each and drops 5 jars. How many jars are left?',
      answer: '79',
      wrong: '84',
      other: '74',
    },
    {
      ask: 'A tram ticket costs $3. Oskar buys tickets for 417 pupils. How many dollars does he pay?',
      answer: '1251',
      wrong: '1250',
      other: '1215',
    },
    {
      ask: 'A ribbon of 9 metres is cut into 4 equal parts. How long is each part in metres?',
      answer: '2.25',
      wrong: '2.5',
      other: '36',
    },
  ].map(item),
  'math-equivalence': [
    {
      ask: 'Solve for x: $5x - 3 = 0$. Put the final answer in \\boxed{}.',
      answer: '\\frac{3}{5}',
      wrong: '\\frac{5}{3}',
      other: '\\frac{2}{5}',
    },
    {
      ask: 'Differentiate $x^3 + 4x$ with respect to $x$.',
      answer: '3x^2 + 4',
      wrong: '3x^2 + 4x',
      other: 'x^2 + 4',
    },
    {
      ask: 'Simplify $\\sqrt{72}$.',
      answer: '6\\sqrt{2}',
      wrong: '2\\sqrt{6}',
      other: '3\\sqrt{8} + 1',
    },
  ].map(item),
  choice: [
    {
      ask: options('Which of these is a mammal?', 'trout', 'heron', 'otter', 'toad'),
      answer: 'C',
      wrong: 'A',
      other: 'D',
      reference: '(C)',
    },
    {
      ask: options('Which metal is liquid at room temperature?', 'iron', 'mercury', 'zinc', 'tin'),
      answer: 'B',
      wrong: 'D',
      other: 'A',
    },
  ].map(item),
  'exact-answer': [
    {
      ask: 'What is the output of `print([n * n for n in range(1, 4)])`?',
      answer: '[1, 4, 9]',
      wrong: '[1, 4]',
      other: '[0, 1, 4]',
    },
    {
      ask: "What does this Python expression evaluate to? 'kelp'[::-1]",
      answer: "'plek'",
      wrong: "'kelp'",
      other: "'plke'",
    },
  ].map(item),
  literal: [
    {
      ask: 'Sort the following words alphabetically: List: lantern cedar violet anvil',
      answer: 'anvil cedar lantern violet',
      wrong: 'cedar anvil lantern violet',
      other: 'violet lantern cedar anvil',
    },
    {
      ask: 'Complete the rest of the sequence, making sure that the parentheses are closed properly. Input: [ { (',
      answer: ') } ]',
      wrong: ') ] }',
      other: '} ) ]',
    },
  ].map(item),
  'short-answer': [
    {
      ask: 'who wrote the novel Middlemarch',
      answer: 'George Eliot',
      wrong: 'Jane Austen',
      other: 'Emily Bronte',
    },
    { ask: 'what is the capital city of Mongolia', answer: 'Ulaanbaatar', wrong: 'Astana', other: 'Bishkek' },
    {
      ask: 'when did the first crewed moon landing take place',
      answer: '1969',
      wrong: '1972',
      other: '1961',
    },
  ].map(item),
  'code-output-run': [
    {
      name: 'doubled',
      query: {
        messages: [{ role: 'user', content: 'What does f([1, 2, 3]) return?' }],
        tests: { code: 'def f(nums):\n    return [n * 2 for n in nums if n > 1]', input: '[1, 2, 3]' },
      },
      right: '[4, 6]',
      answer: '[4, 6]',
      wrong: '[2, 4, 6]',
      other: '[6, 4]',
    },
    {
      name: 'joined',
      query: {
        messages: [{ role: 'user', content: "What does f('ab', 3) return?" }],
        tests: { code: "def f(text, n):\n    return '-'.join([text] * n)", input: "'ab', 3" },
      },
      right: "'ab-ab-ab'",
      answer: "'ab-ab-ab'",
      wrong: "'ab-ab'",
      other: "'ababab'",
    },
  ],
};
