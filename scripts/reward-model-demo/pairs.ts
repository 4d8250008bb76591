import { Random } from '../../src/spec/random.ts';
import { ADDITIONS, EMPTY_WORDS, NOTHING, RUDE, TOPICS } from './topics.ts';

/** Two responses to one prompt, the first of which is the better one. */
export interface Pair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly reference: string;
}

const WAYS: readonly ((question: string) => string)[] = [
  (question) => question,
  (question) => `I have a question: ${question}`,
  (question) => `${question} Please answer in a sentence or two.`,
  (question) => `Hi! ${question}`,
];
/** Share of the topics that no model is trained on. */
const HELD_OUT = 0.4;

/**
 * Makes pairs of open conversation: a helpful answer against a rude one, one to another question, one of empty words,
 * the question said back, nothing at all dressed up, or the words of the answer in any order; some of these longer than the good one.
 * @param part held-out pairs are about topics that no other pair is about
 */
export function conversationPairs(part: 'training' | 'held-out', count: number, seed: number): Pair[] {
  const random = new Random(seed, part);
  const border = Math.round((1 - HELD_OUT) * TOPICS.length);
  const topics = part === 'training' ? TOPICS.slice(0, border) : TOPICS.slice(border);
  return Array.from({ length: count }, (_, at) => {
    const [question, answer] = topics[at % topics.length]!;
    const ask = random.pick(WAYS)!;
    const others = topics.filter(([other]) => other !== question);
    const chosen = `${answer} ${random.pick(ADDITIONS)}`.trim();
    return {
      prompt: ask(question),
      chosen,
      rejected: worse(question, answer, others, random),
      reference: answer,
    };
  });
}

function worse(question: string, answer: string, others: typeof TOPICS, random: Random): string {
  const other = random.pick(others)!;
  switch (random.below(9)) {
    case 0:
      return random.pick(RUDE)!;
    case 1:
      return `${other[1]} ${random.pick(ADDITIONS)}`.trim();
    case 2:
      return `${other[1]} ${random.pick(others)![1]}`;
    case 3:
      return random.pick(EMPTY_WORDS)!;
    case 4:
      return `${question} ${question} ${random.pick(EMPTY_WORDS)}`;
    case 5:
    case 6:
      return random.pick(NOTHING)!;
    case 7:
      return random.below(2) ? question : `${question} ${question}`;
    default:
      return `${random.shuffled(answer.split(' ')).join(' ')} ${random.shuffled(other[1].split(' ')).join(' ')}`;
  }
}

/** Makes pairs of sums, right and wrong in the same words: nothing but the number tells them apart. */
export function sumPairs(count: number, seed: number): Pair[] {
  const random = new Random(seed, 'sums');
  return Array.from({ length: count }, () => {
    const [a, b] = [12 + random.below(800), 12 + random.below(800)];
    const wrong = a + b + (random.below(2) ? 1 : -1) * (1 + random.below(30));
    const [steps, why] = [
      `Add the two numbers: ${a} + ${b} = `,
      random.below(2) ? '' : ' Both were added digit by digit.',
    ];
    return {
      prompt: `A shop sells ${a} apples in the morning and ${b} in the afternoon. How many are that?`,
      chosen: `${steps}${a + b}.${random.below(2) ? why : ''}`,
      rejected: `${steps}${wrong}.${why}`,
      reference: String(a + b),
    };
  });
}
