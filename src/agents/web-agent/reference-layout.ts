import type { Rendering } from '../../spec/adapter-spec.ts';
import { table } from '../../spec/table.ts';

/**
 * Finds the layout of a scalar model that reads the question, a reference answer and a response in one text, such as
 * VerifyRM of “Cooper” (arXiv 2508.05613), which gives the probability that the response is correct.
 */

/** The names that programs give to the three parts, without their underscores. */
const PARTS = table<'prompt' | 'reference' | 'response'>({
  ...named('prompt', 'prompt question problem query instruction task'),
  ...named(
    'reference',
    'reference referenceanswer referencesolution ref groundtruth gt gold goldanswer target',
  ),
  ...named('reference', 'standardanswer correctanswer answerkey'),
  ...named('response', 'response completion answer solution candidate prediction pred output'),
  ...named('response', 'modelanswer modeloutput modelresponse studentanswer generatedanswer llmresponse'),
});

/**
 * The layout that VerifyRM is trained with, where its card leaves that to its code: `train_VerifyRM/train.py` of the
 * repository ZJU-REAL/cooper.
 */
const VERIFY_RM =
  '<question>{prompt}</question>\n<reference_answer>{reference}</reference_answer>\n<completion>{response}</completion>';
/** Characters of a card in which it says which model it is. */
const TITLE = 300;
const LONGEST_CARD = 60_000;
const LONGEST_LAYOUT = 2_000;

/** A placeholder: `{question}`, or `{row['question']}` as Python writes it. */
const FIELD = /\{(?:\w{1,40}\[['"])?(\w{1,40})(?:['"]\])?\}/g;
/** A text in quotes on one line, or a block between fences. Texts that stand behind each other are one. */
const LITERALS = [/"((?:[^"\\\n]|\\.){1,2000})"/g, /`((?:[^`\n]){1,2000})`/g, /```\w*\n([^`]{1,2000})\n```/g];
const JOINED = /"\s*\n\s*[rf]{0,2}"/g;
const CODE = /^\s*(?:import|from|def|for|return|print)\b|\w\(|^\s*\w+ = /m;

/** Turns of a chat in a card's code, within which the text then stands. */
const CHAT = /apply_chat_template\(|["']role["']\s*:/;
const SYSTEM = /["']role["']\s*:\s*["']system["']/;

/** @returns the layout that the card shows, or the known one of its model; null where it shows none, or several */
export function referenceLayout(card: string): Rendering | null {
  const template = templateIn(card);
  if (template === null) return null;
  if (!CHAT.test(card)) return { as: 'template', template };
  // What the system turn says is not known.
  return SYSTEM.test(card) ? null : { as: 'chat', system: 'forbid', user: template, assistant: false };
}

function templateIn(card: string): string | null {
  const text = card.slice(0, LONGEST_CARD).replace(JOINED, '');
  const found = LITERALS.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, literal = '']) => templateOf(literal) ?? []),
  );
  const [first, ...others] = new Set(found);
  if (first !== undefined) return others.length === 0 ? first : null;
  return /\bverify-?rm\b/i.test(card.slice(0, TITLE)) ? VERIFY_RM : null;
}

/** @returns the literal as a template of an adapter; null where it does not hold each part once, and nothing else */
function templateOf(literal: string): string | null {
  if (literal.length > LONGEST_LAYOUT || CODE.test(literal.replace(FIELD, ''))) return null;
  const parts: (string | undefined)[] = [];
  const template = literal
    .replace(/\\n/g, '\n')
    .replace(/\\"/g, '"')
    .replace(FIELD, (_, name: string) => {
      const part = PARTS[name.toLowerCase().replaceAll('_', '')];
      parts.push(part);
      return `{${part}}`;
    });
  return String(parts.toSorted()) === 'prompt,reference,response' ? template : null;
}

function named<Part extends string>(part: Part, names: string): Record<string, Part> {
  return Object.fromEntries(names.split(' ').map((name) => [name, part]));
}
