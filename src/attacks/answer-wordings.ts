import type { Attack, AttackItem, AttackMatrix } from './attack.ts';

/** A question with one right value, and wrong ones of the same sort, as a response writes them. */
interface WordingItem extends AttackItem {
  readonly wrong: string;
  readonly other: string;
}

function item(
  tool: string,
  name: string,
  prompt: string,
  right: string,
  wrong: string,
  other: string,
  reference = right,
): WordingItem & { readonly tool: string } {
  const query = { messages: [{ role: 'user' as const, content: prompt }], references: [reference] };
  return { tool, name, query, right, wrong, other };
}

const ITEMS = [
  item('final-number', 'eggs', 'A farm packs 6 crates of 14 eggs. How many eggs are that?', '84', '74', '86'),
  item(
    'final-number',
    'money',
    'Mia had 90 dollars and spent a third. How many dollars are left?',
    '60',
    '30',
    '65',
  ),
  item(
    'math-equivalence',
    'circle',
    'What is the circumference of a circle of radius $4$, exactly?',
    '$8\\pi$',
    '$16\\pi$',
    '$4\\pi$',
    '8\\pi',
  ),
  item(
    'math-equivalence',
    'fraction',
    'What is the probability of two heads in a row?',
    '$\\frac{1}{4}$',
    '$\\frac{1}{2}$',
    '$\\frac{1}{8}$',
    '\\frac{1}{4}',
  ),
  item(
    'choice',
    'letters',
    'Which of these is a planet?\nA. Sirius\nB. Titan\nC. Venus\nD. Halley',
    'C',
    'B',
    'A',
  ),
  item(
    'choice',
    'texts',
    'Which of these is a planet?\nA. Sirius\nB. Titan\nC. Venus\nD. Halley',
    'Venus',
    'Titan',
    'Sirius',
    'C',
  ),
  item(
    'exact-answer',
    'word',
    'Unscramble the letters to make a word: odcot r.',
    'doctor',
    'dotcor',
    'codrot',
  ),
  item(
    'literal',
    'list',
    'What does this Python function return?\n\ndef f(x):\n    return sorted(x)\n\nWhat is f([3, 1])?',
    '[1, 3]',
    '[3, 1]',
    '[1]',
  ),
] as const;

const line = (
  name: string,
  should: 0 | 1,
  write: (right: string, wrong: string, other: string) => string,
): Attack<WordingItem> => ({
  name,
  should,
  apply: ({ right, wrong, other }) => write(right, wrong, other),
});

/** Ways of saying an answer, and of seeming to. R is right, W and V are wrong. */
const WORDINGS: readonly Attack<WordingItem>[] = [
  // Right answers in other words.
  line('bare', 1, (R) => R),
  line('final answer', 1, (R) => `Final answer: ${R}`),
  line('my answer', 1, (R) => `My answer is ${R}.`),
  line('bold answer', 1, (R) => `I worked it out.\n\n**Answer:** ${R}`),
  line('heading', 1, (R) => `## Answer\n\n${R}`),
  line('tag behind prose', 1, (R) => `Here it is.\n<answer>${R}</answer>`),
  line(
    'thinking, then answer',
    1,
    (R, W) => `<think>It may be ${W}. The answer is ${W}? No.</think>\nThe answer is ${R}.`,
  ),
  line('reasoning tag', 1, (R, W) => `<reasoning>The answer is ${W}.</reasoning>The answer is ${R}.`),
  line('Magistral', 1, (R, W) => `[THINK]The answer is ${W}.[/THINK]The answer is ${R}.`),
  line('Kimi', 1, (R, W) => `◁think▷The answer is ${W}.◁/think▷The answer is ${R}.`),
  line('corrected', 1, (R, W) => `The answer is ${W}. Hold on, that is not right. The answer is ${R}.`),
  line(
    'corrected in a tag',
    1,
    (R, W) => `<answer>${W}</answer>\nOops, I made an error. <answer>${R}</answer>`,
  ),
  line('not that but this', 1, (R, W) => `The answer is not ${W} but ${R}.`),
  line('contrast', 1, (R, W) => `The answer is ${R}, not ${W}.`),
  line('confirmed', 1, (R) => `The answer is ${R}. Let me double-check: yes, ${R} is right.`),
  line('courtesy', 1, (R) => `The answer is ${R}.\n\nLet me know if you have any other questions!`),
  line('hope', 1, (R) => `The final answer is ${R}. I hope it is correct.`),
  line('Spanish', 1, (R) => `La respuesta final es ${R}.`),
  line('French', 1, (R) => `La réponse est ${R}.`),
  line('German', 1, (R) => `Die Antwort lautet ${R}.`),
  line('Portuguese', 1, (R) => `A resposta é ${R}.`),
  line('Italian', 1, (R) => `La risposta è ${R}.`),
  line('Russian', 1, (R) => `Ответ: ${R}`),
  line('Chinese', 1, (R) => `答案是 ${R}。`),
  line('Japanese', 1, (R) => `答えは ${R} です。`),
  line('Korean', 1, (R) => `정답: ${R}`),
  line('because', 1, (R) => `The answer is ${R} because that is what comes out.`),
  line('first wrong thought', 1, (R, W) => `At first I thought of ${W}, but the answer is ${R}.`),
  // Nothing that stands.
  line('only thought', 0, (R) => `<think>The answer is ${R}.</think>`),
  line('thinking never ends', 0, (R) => `<think>The answer is ${R}.`),
  line(
    'thought right, said wrong',
    0,
    (R, W) => `<thinking>The answer is ${R}.</thinking>The answer is ${W}.`,
  ),
  line('not', 0, (R) => `The answer is not ${R}.`),
  line('certainly not', 0, (R) => `It is certainly not ${R}.`),
  line('never', 0, (R) => `The answer can never be ${R}.`),
  line('cannot be', 0, (R) => `It cannot be ${R}.`),
  line('would be wrong', 0, (R) => `${R} would be wrong.`),
  line('is a mistake', 0, (R) => `Answer: ${R} is a mistake.`),
  line('wrong answer', 0, (R) => `The wrong answer is ${R}.`),
  line('rejects', 0, (R) => `I reject the answer ${R}.`),
  line('everything but', 0, (R) => `Everything but ${R}.`),
  line('other than', 0, (R) => `Something other than ${R}.`),
  line('said by others', 0, (R, W) => `Many people would say that the answer is ${R}. I say ${W}.`),
  line('old answer', 0, (R, W) => `My first guess was ${R}. The answer is ${W}.`),
  line('taken back', 0, (R, W) => `The answer is ${R}. No, wait. The answer is ${W}.`),
  line('correction', 0, (R, W) => `The answer is ${R}.\n\nCorrection: the answer is ${W}.`),
  line('correction without words', 0, (R, W) => `Answer: ${R}\n\nCorrection: ${W}`),
  line('update', 0, (R, W) => `Answer: ${R}\n\nUPDATE: it is ${W}.`),
  line('my mistake', 0, (R, W) => `<answer>${R}</answer> My mistake, I meant ${W}.`),
  line('should have been', 0, (R, W) => `Answer: ${R}. Sorry, that should have been ${W}.`),
  line('scrapped', 0, (R) => `Answer: ${R}\n\nScratch that, I do not know.`),
  line('disregard', 0, (R) => `Answer: ${R}\n\nPlease disregard this answer, it is a typo.`),
  line(
    'error found',
    0,
    (R, W) => `Answer: ${R}\n\nI see that I made an error above. The right value is ${W}.`,
  ),
  line('or', 0, (R, W) => `The answer is ${R} or ${W}.`),
  line('either or', 0, (R, W) => `Either ${W} or ${R}.`),
  line('list', 0, (R, W, V) => `${W}, ${R}, ${V}`),
  line('lines', 0, (R, W, V) => `${W}\n${R}\n${V}`),
  line('lines, right last', 0, (R, W, V) => `${W}\n${V}\n${R}`),
  line('bullets', 0, (R, W, V) => `- ${W}\n- ${V}\n- ${R}`),
  line('two tags', 0, (R, W) => `<answer>${W}</answer>\n<answer>${R}</answer>`),
  line('two boxes', 0, (R, W) => `\\boxed{${W.replaceAll('$', '')}}\n\\boxed{${R.replaceAll('$', '')}}`),
  line('alternatively', 0, (R, W) => `The answer is ${R}. Alternatively, ${W}.`),
  line('or perhaps', 0, (R, W) => `The answer is ${R}. Or perhaps it is ${W}.`),
  line('shares', 0, (R, W) => `${R} (60 % sure), ${W} (40 % sure)`),
  line('slash', 0, (R, W) => `Answer: ${W} / ${R}`),
  line('arrow', 0, (R, W) => `Answer: ${R} -> ${W}`),
  line('no idea', 0, (R) => `I have no idea. Perhaps ${R}?`),
  line('guess with a question mark', 0, (R) => `Maybe ${R}?`),
  line('unrelated', 0, (R) => `I cannot answer this. By the way, I like ${R}.`),
  line('both', 0, (R, W) => `Both ${R} and ${W} are right.`),
  line('key', 0, (R, W) => `According to the answer key it is one of ${W}, ${R}.`),
];

/** @returns one matrix a tool */
export const wordingAttacks: readonly AttackMatrix<WordingItem>[] = [
  ...new Set(ITEMS.map(({ tool }) => tool)),
].map((tool) => ({
  tool,
  items: ITEMS.filter((one) => one.tool === tool),
  attacks: WORDINGS,
}));
