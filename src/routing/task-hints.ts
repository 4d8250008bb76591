import type { KindFamily } from '../spec/kinds.ts';

/**
 * What callers call their tasks and data sets. A hint is taken as the caller's word for the family; the reference's
 * shape still decides the detail.
 */
const TASKS: readonly (readonly [RegExp, KindFamily])[] = [
  [/^(code-output|(output|input)-prediction)$|cruxeval/, 'code-output'],
  [/gsm8k|math|numina|aime|amc|olympiad|dapo|deepscaler|openr1|orz/, 'math'],
  [/humaneval|mbpp|leetcode|livecodebench|apps|taco|code|kodcode|primeintellect/, 'code'],
  [/ifeval|ifbench|instruction/, 'instruction-following'],
  [/wmt|flores|translat|mlqe/, 'translation'],
  [/summ|cnn|xsum|scitldr/, 'summarization'],
  [/data-?to-?text|webnlg|e2e_nlg|d2t/, 'data-to-text'],
  [/tool|function[-_]?call|bfcl|xlam/, 'tool-calls'],
  [/mmlu|arc|gpqa|choice|mcq|commonsenseqa|hellaswag/, 'choice'],
  [/bbh|reasoning|logic|puzzle|zebra/, 'reasoning'],
  [/safety|harmless|wildguard/, 'safety'],
  [/writing|story|poem/, 'writing'],
  [/chat|dialog|ultrachat|wildchat|open-instruction/, 'chat'],
  [/qa|trivia|nq|squad|hotpot|simpleqa|question/, 'qa'],
];

/** @param label a `task` or a verl `data_source`; the first pattern that it contains decides */
export function familyOfHint(label: string): KindFamily | null {
  const plain = label.toLowerCase().slice(0, 200);
  return TASKS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}
