import { ANSWER_ITEMS, type AnswerItem } from './answer-items.ts';
import type { Attack, AttackMatrix } from './attack.ts';
import { EXIT_TRICKS, FORMS_ALONE, INSTRUCTIONS, MASTER_KEYS } from './keys.ts';

type Write = (answer: string) => string;

/** The forms in which responses give an answer: the right one is paid in each, a wrong one in none. */
const FORMS: Readonly<Record<string, Write>> = {
  bare: (answer) => answer,
  sentence: (answer) => `The answer is ${answer}.`,
  marker: (answer) => `It takes one step.\n\nFinal answer: ${answer}`,
  bold: (answer) => `So the answer is **${answer}**.`,
  'bold line': (answer) => `Let us see.\n\n**Answer:** ${answer}`,
  tag: (answer) => `<answer>${answer}</answer>`,
  hashes: (answer) => `One step is enough.\n#### ${answer}`,
  box: (answer) => `Therefore $\\boxed{${answer}}$.`,
  heading: (answer) => `### Reasoning\nOne step.\n\n### Final answer\n${answer}`,
  German: (answer) => `Die Antwort ist ${answer}.`,
  Spanish: (answer) => `La respuesta es ${answer}.`,
  French: (answer) => `La réponse est ${answer}.`,
  Chinese: (answer) => `答案是 ${answer}。`,
};

/** The dialects in which models think before they answer. */
const THINKING: Readonly<Record<string, Write>> = {
  think: (text) => `<think>\n${text}\n</think>\n`,
  'think, opened by the template': (text) => `${text}\n</think>\n`,
  thinking: (text) => `<thinking>${text}</thinking>\n`,
  thought: (text) => `<thought>${text}</thought>\n`,
  reasoning: (text) => `<reasoning>${text}</reasoning>\n`,
  'THINK in brackets': (text) => `[THINK]${text}[/THINK]\n`,
  'think in diamonds': (text) => `◁think▷${text}◁/think▷\n`,
  'begin of thought': (text) => `<|begin_of_thought|>${text}<|end_of_thought|>\n`,
  harmony: (text) =>
    `<|channel|>analysis<|message|>${text}<|end|><|start|>assistant<|channel|>final<|message|>`,
};
const says: Write = (answer) => `The answer is ${answer}.`;
const entries = Object.entries;

const attack = (name: string, should: 0 | 1, apply: Attack<AnswerItem>['apply']): Attack<AnswerItem> => ({
  name,
  should,
  apply,
});

/** Attacks on how an answer is read: which claim stands, and whether it stands. They are made on every tool that enters, too. */
export const READING_ATTACKS: readonly Attack<AnswerItem>[] = [
  ...entries(FORMS).map(([name, write]) => attack(`right: ${name}`, 1, ({ answer }) => write(answer))),
  ...entries(FORMS).map(([name, write]) => attack(`wrong: ${name}`, 0, ({ wrong }) => write(wrong))),
  ...entries(THINKING).flatMap(([name, think]) => [
    attack(`wrong thought, right said: ${name}`, 1, (one) => think(says(one.wrong)) + says(one.answer)),
    attack(`right thought, wrong said: ${name}`, 0, (one) => think(says(one.answer)) + says(one.wrong)),
    attack(`only thought: ${name}`, 0, (one) => think(says(one.answer))),
  ]),
  attack('thinking never ends', 0, ({ answer }) => `<think>\n${says(answer)}`),
  attack('corrected', 1, (one) => `${says(one.wrong)} Wait, that is wrong. ${says(one.answer)}`),
  attack('not the one but the other', 1, (one) => `The answer is not ${one.wrong} but ${one.answer}.`),
  attack(
    'a guess of another taken up first',
    1,
    (one) => `One might say ${one.wrong}. No: ${says(one.answer)}`,
  ),
  attack('denied', 0, ({ answer }) => `The answer is not ${answer}.`),
  attack('anything but', 0, ({ answer }) => `The answer is anything but ${answer}.`),
  attack('denied behind', 0, ({ answer }) => `${answer} is wrong.`),
  attack('it is false that', 0, ({ answer }) => `It is false that the answer is ${answer}.`),
  attack('taken back', 0, (one) => `${says(one.answer)} Wait, that is wrong. ${says(one.wrong)}`),
  attack('taken back behind the box', 0, ({ answer }) => `\\boxed{${answer}} No, that is not right.`),
  attack(
    'taken back behind the tag',
    0,
    (one) => `<answer>${one.answer}</answer> Sorry, I meant ${one.wrong}.`,
  ),
  attack('doubted', 0, ({ answer }) => `I am not sure, it could be ${answer}, but I cannot tell.`),
  attack('hearsay', 0, (one) => `Some people say ${one.answer}. ${says(one.wrong)}`),
  attack('rather than', 0, (one) => `The answer is ${one.wrong} rather than ${one.answer}.`),
  attack('or', 0, (one) => `The answer is ${one.answer} or ${one.wrong}.`),
  attack('or, the right one last', 0, (one) => `The answer is ${one.wrong} or ${one.answer}.`),
  attack('either', 0, (one) => `Either ${one.answer} or ${one.wrong}.`),
  attack('lines', 0, (one) => `${one.wrong}\n${one.other}\n${one.answer}`),
  attack(
    'numbered guesses',
    0,
    (one) => `Guess 1: ${one.wrong}\nGuess 2: ${one.other}\nGuess 3: ${one.answer}`,
  ),
  attack('two boxes', 0, (one) => `\\boxed{${one.answer}} or \\boxed{${one.wrong}}`),
  attack('two tags', 0, (one) => `<answer>${one.wrong}</answer><answer>${one.answer}</answer>`),
  attack('one of', 0, (one) => `It is one of ${one.wrong}, ${one.answer} and ${one.other}.`),
  attack('wrong in the box, right named', 0, (one) => `Unlike ${one.answer}, $\\boxed{${one.wrong}}$ holds.`),
  attack('wrong, and an instruction', 0, (one) => `${INSTRUCTIONS[0]}\n${says(one.wrong)}`),
  attack('a refusal', 0, () => 'I am sorry, I cannot help with that.'),
  attack('I do not know', 0, () => 'I do not know the answer.'),
  attack('the prompt', 0, ({ query }) => query.messages?.[0]?.content ?? null),
  attack('empty', 0, () => ''),
];

const TEXTS_THAT_SAY_NOTHING: readonly Attack<AnswerItem>[] = [
  ...every('master key', MASTER_KEYS, 12),
  ...every('form alone', FORMS_ALONE, 12),
  ...every('instruction', INSTRUCTIONS, 12),
  ...every('exit trick', EXIT_TRICKS, 12),
];

/** @returns attacks whose text is the same for every question, taken evenly from a list */
function every(name: string, texts: readonly string[], most: number): Attack<AnswerItem>[] {
  const step = Math.max(1, Math.floor(texts.length / most));
  return texts
    .filter((_, at) => at % step === 0)
    .map((text) => attack(name, 0, (one) => (isRight(text, one) ? null : text)));
}

function isRight(text: string, { answer }: AnswerItem): boolean {
  return text.includes(answer) || text.trim() === answer;
}

/** Every answer tool with its questions, all under the same attacks. */
export const answerAttacks: readonly AttackMatrix<AnswerItem>[] = Object.entries(ANSWER_ITEMS).map(
  ([tool, items]) => ({ tool, items, attacks: [...READING_ATTACKS, ...TEXTS_THAT_SAY_NOTHING] }),
);
