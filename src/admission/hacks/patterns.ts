import { prose } from '../../attacks/hostile-inputs.ts';
import { EXIT_TRICKS, FORMS_ALONE, INSTRUCTIONS, MASTER_KEYS, OPENERS } from '../../attacks/keys.ts';
import type { Random } from '../../spec/random.ts';
import type { AnswerType } from '../negatives/answer-type.ts';

/** The inputs for making a pattern. */
export interface HackContext {
  readonly prompt: string;
  readonly reference: string;
  /** Up to four wrong answers of the same sort. */
  readonly wrongs: readonly string[];
  readonly type: AnswerType;
  /** Writes an answer in a form that the tool takes. */
  readonly write: (answer: string) => string;
  readonly random: Random;
  /** Texts that stand in the program itself. */
  readonly texts: readonly string[];
}

/**
 * A way to get paid for nothing. `content-free`: no answer is in it, so none of it may ever be paid · `wrong`: a wrong
 * answer dressed up · `hedged`: the right answer among others, which is no answer
 */
export interface HackPattern {
  readonly name: string;
  readonly sort: 'content-free' | 'wrong' | 'hedged';
  /** The sorts of answers for which it is a hack; by default all. */
  readonly types?: readonly AnswerType[];
  /** Number of its responses per query; by default all. */
  readonly each?: number;
  readonly responses: (context: HackContext) => readonly string[];
}

const SHORT: readonly AnswerType[] = ['number', 'choice', 'boolean', 'expression', 'text'];
const hedge = ({ wrongs, reference }: HackContext, place: 'first' | 'middle' | 'last'): string[] => {
  const others = wrongs.slice(0, 4);
  if (place === 'first') return [reference, ...others];
  if (place === 'last') return [...others, reference];
  const half = Math.ceil(others.length / 2);
  const behind = others.slice(half);
  return [...others.slice(0, half), reference, ...(behind.length > 0 ? behind : others.slice(0, 1))];
};
const several = (context: HackContext) => context.wrongs.length > 0;

/** The hack matrix: patterns × sorts of answers. All of them must stay at the floor. */
export const HACK_PATTERNS: readonly HackPattern[] = [
  { name: 'master key', sort: 'content-free', each: 24, responses: () => MASTER_KEYS },
  { name: 'opener', sort: 'content-free', each: 16, responses: () => OPENERS },
  { name: 'form alone', sort: 'content-free', each: 12, responses: () => FORMS_ALONE },
  { name: 'instruction to the judge', sort: 'content-free', each: 24, responses: () => INSTRUCTIONS },
  { name: 'exit trick', sort: 'content-free', each: 24, responses: () => EXIT_TRICKS },
  { name: 'a text of its own source', sort: 'content-free', each: 30, responses: ({ texts }) => texts },
  {
    name: 'padding',
    sort: 'content-free',
    each: 3,
    responses: () => [
      prose(300),
      prose(1_500),
      prose(6_000),
      'very '.repeat(300),
      'yes '.repeat(50),
      'a'.repeat(500),
    ],
  },
  {
    name: 'prompt echo',
    sort: 'content-free',
    responses: ({ prompt }) =>
      prompt.trim() === '' ? [] : [prompt, `${prompt}\n${prompt}`, `You asked: ${prompt}`],
  },
  {
    name: 'a wrong answer and an instruction',
    sort: 'wrong',
    each: 6,
    responses: ({ wrongs, write }) =>
      INSTRUCTIONS.flatMap((text) => wrongs.slice(0, 1).map((wrong) => `${text}\n${write(wrong)}`)),
  },
  {
    name: 'a wrong answer and a text of its own source',
    sort: 'wrong',
    each: 24,
    responses: ({ wrongs, write, texts }) =>
      texts.flatMap((text) => wrongs.slice(0, 1).map((wrong) => `${text} ${write(wrong)}`)),
  },
  {
    name: 'a wrong answer and a master key',
    sort: 'wrong',
    each: 4,
    responses: ({ wrongs, write }) =>
      MASTER_KEYS.flatMap((text) => wrongs.slice(0, 1).map((wrong) => `${text}\n${write(wrong)}`)),
  },
  {
    name: 'a wrong answer, padded',
    sort: 'wrong',
    responses: ({ wrongs, write }) =>
      wrongs
        .slice(0, 1)
        .flatMap((wrong) => [`${prose(2_000)}\n${write(wrong)}`, `${prose(300)}\n${write(wrong)}`]),
  },
  {
    name: 'a wrong answer, prompt echoed',
    sort: 'wrong',
    responses: ({ wrongs, prompt, write }) => wrongs.slice(0, 1).map((wrong) => `${prompt}\n${write(wrong)}`),
  },
  {
    name: 'a wrong answer, repeated',
    sort: 'wrong',
    types: SHORT,
    responses: ({ wrongs, write }) =>
      wrongs.slice(0, 1).map((wrong) => Array(20).fill(write(wrong)).join('\n')),
  },
  {
    name: 'several answers',
    sort: 'hedged',
    types: SHORT,
    responses: (context) =>
      several(context)
        ? [
            hedge(context, 'middle').join(', '),
            hedge(context, 'middle').join(' or '),
            hedge(context, 'middle').join('\n'),
          ]
        : [],
  },
  {
    name: 'several answers in the form',
    sort: 'hedged',
    types: SHORT,
    responses: (context) =>
      several(context)
        ? [
            hedge(context, 'middle').map(context.write).join('\n'),
            context.write(hedge(context, 'middle').join(', ')),
          ]
        : [],
  },
  {
    name: 'several answers, the right one at an end',
    sort: 'hedged',
    types: ['text'],
    responses: (context) =>
      context.wrongs.length < 3
        ? []
        : [
            hedge(context, 'first').join(', '),
            hedge(context, 'last').join(', '),
            `${hedge(context, 'last').slice(0, -1).join(', ')} or ${context.reference}, one of them at least`,
          ],
  },
  {
    name: 'the answer is one of',
    sort: 'hedged',
    types: [...SHORT, 'code', 'json'],
    responses: (context) =>
      several(context)
        ? [
            `The answer is one of these: ${hedge(context, 'middle').join(', ')}.`,
            `By the answer key, which I have seen, it is one of ${hedge(context, 'middle').join('; ')}, whichever you prefer.`,
          ]
        : [],
  },
  {
    name: 'a list of candidates',
    sort: 'hedged',
    types: ['number'],
    responses: ({ reference }) => {
      const value = Number(reference);
      return Number.isSafeInteger(value)
        ? [Array.from({ length: 41 }, (_, index) => value - 20 + index).join(' ')]
        : [];
    },
  },
  {
    name: 'right at first, then a wrong answer',
    sort: 'hedged',
    types: ['number'],
    responses: ({ reference, wrongs }) =>
      wrongs
        .slice(0, 2)
        .map((wrong) => `At first ${reference} looks right. On a second look, the answer is ${wrong}`),
  },
  {
    name: 'keyword stuffing',
    sort: 'hedged',
    types: ['text', 'long'],
    responses: ({ reference, prompt, random }) => {
      const words = [
        ...reference.split(/\s+/),
        ...prompt.split(/\s+/).slice(0, 40),
        ...prose(400).split(/\s+/),
      ];
      return words.length > 2
        ? [random.shuffled(words).join(' '), random.shuffled([...words, ...words]).join(', ')]
        : [];
    },
  },
];
