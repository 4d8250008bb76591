/** A form of an answer: the text before it and the text after it. */
export interface Form {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const form = (name: string, before: string, after = ''): Form => ({ name, before, after });

/** The usual ways to write an answer. A verifier takes one of them at least. */
export const FORMS: readonly Form[] = [
  form('bare', ''),
  form('a sentence', 'The answer is ', '.'),
  form('a sentence without a full stop', 'The answer is '),
  form('hashes', 'Let me work it out step by step.\n#### '),
  form('a box', 'The final answer is \\boxed{', '}.'),
  form('a box in maths', '$\\boxed{', '}$'),
  form('answer tags', '<answer>', '</answer>'),
  form('thinking and answer tags', '<think>Let me see.</think>\n<answer>', '</answer>'),
  form('thinking, answer tags on lines', '<think>\nLet me see.\n</think>\n<answer>\n', '\n</answer>'),
  form('boxed in answer tags', '<think>Let me see.</think>\n<answer>\\boxed{', '}</answer>'),
  form('behind a label', 'Answer: '),
  form('behind a long label', 'Let me see.\nFinal answer: '),
  form('behind a bold label', '**Answer:** '),
  form('bold', 'The answer is **', '**.'),
  form('in brackets', 'The answer is (', ').'),
  form('double brackets', '[[', ']]'),
  form('a fence', '```\n', '\n```'),
  form('a JSON fence', '```json\n', '\n```'),
  form('a Python fence', '```python\n', '\n```'),
  form('a JSON field', '{"answer": "', '"}'),
  form('a JSON number', '{"answer": ', '}'),
  form('on its last line', 'Let me see.\n\n'),
  form('so the answer', 'So the answer is ', '.'),
  form('equals', 'x = '),
];

/** @returns the answer, written so */
export function written({ before, after }: Form, answer: string): string {
  return before + answer + after;
}
