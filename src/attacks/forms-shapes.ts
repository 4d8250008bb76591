import type { AnswerFormat } from '../text/answer-format.ts';
import type { Attack, AttackItem, AttackMatrix } from './attack.ts';

interface ShapeItem extends AttackItem {
  readonly form: AnswerFormat;
  readonly answer: string;
}

const ASKS: readonly (readonly [AnswerFormat, string, string])[] = [
  ['answer-tag', 'Name a river in Spain. Put the answer into <answer> </answer> tags.', 'Ebro'],
  ['boxed', 'What is 6 times 7? Put the final answer in \\boxed{}.', '42'],
  ['####', 'What is 6 times 7? End with "#### <answer>".', '42'],
  ['letter', 'Answer with the letter of the correct option.\n(A) trout\n(B) otter\nWhich is a mammal?', 'B'],
];
const WRITE: Readonly<Partial<Record<AnswerFormat, (answer: string) => string>>> = {
  'answer-tag': (answer) => `<answer>${answer}</answer>`,
  boxed: (answer) => `\\boxed{${answer}}`,
  '####': (answer) => `#### ${answer}`,
  letter: (answer) => answer,
};
const EMPTY_LIKE: Readonly<Record<string, string>> = {
  nothing: '',
  'a space': ' ',
  'a zero width space': '\u200b',
  'a joiner and a mark': '\u2060\ufeff',
  dots: '...',
  ellipsis: '…',
  'a question mark': '?',
  underscores: '____',
  'a placeholder': 'your answer here',
  'the word answer': 'answer',
  'a name in angles': '<answer>',
};

const written = ({ form }: ShapeItem, text: string) => WRITE[form]!(text);

const attacks: readonly Attack<ShapeItem>[] = [
  { name: 'right', should: 1, apply: ({ right }) => right },
  { name: 'right behind words', should: 1, apply: ({ right }) => `Let me see.\n${right}` },
  { name: 'right behind thinking', should: 1, apply: ({ right }) => `<think>Well.</think>\n${right}` },
  { name: 'only thought', should: 0, apply: ({ right }) => `<think>${right}</think>` },
  { name: 'without the form', should: 0, apply: ({ answer, form }) => (form === 'letter' ? null : answer) },
  {
    name: 'mentioned',
    should: 0,
    apply: (one) => (one.form === 'letter' ? null : `I will not write ${written(one, 'x')} here.`),
  },
  {
    name: 'quoted as code',
    should: 0,
    apply: (one) => (one.form === 'letter' ? null : `The form is \`${written(one, 'x')}\`.`),
  },
  {
    name: 'a sentence that begins with A',
    should: 0,
    apply: ({ form }) => (form === 'letter' ? 'A lot could be said.' : null),
  },
  {
    name: 'a sentence that begins with I',
    should: 0,
    apply: ({ form }) => (form === 'letter' ? 'I do not know.' : null),
  },
  { name: 'a letter that is no option', should: 0, apply: ({ form }) => (form === 'letter' ? 'Z' : null) },
  {
    name: 'a letter that is no option, said',
    should: 0,
    apply: ({ form }) => (form === 'letter' ? 'Answer: Q' : null),
  },
  { name: 'two letters', should: 0, apply: ({ form }) => (form === 'letter' ? 'A or B' : null) },
  { name: 'two of them', should: 0, apply: (one) => `${written(one, 'a1')}\n${written(one, 'b2')}` },
  {
    name: 'in two forms',
    should: 0,
    apply: ({ form }) => (form === 'letter' ? null : '\\boxed{1} and <answer>2</answer>\n#### 3'),
  },
  ...Object.entries(EMPTY_LIKE).map(
    ([name, text]): Attack<ShapeItem> => ({
      name: `empty-like: ${name}`,
      should: 0,
      apply: (one) => written(one, text),
    }),
  ),
];

/** Attacks on the asked form of an answer: a form that is empty, mentioned, or given twice keeps nothing. */
export const shapeAttacks: readonly AttackMatrix<ShapeItem>[] = [
  {
    tool: 'format',
    items: ASKS.map(([form, prompt, answer]) => ({
      name: form,
      form,
      answer,
      query: { messages: [{ role: 'user', content: prompt }], pinned: ['format'] },
      right: WRITE[form]!(answer),
    })),
    attacks,
  },
];
