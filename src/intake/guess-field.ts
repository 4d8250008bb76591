import { nearName } from '../text/near-name.ts';

/** Fields that people look for under other names. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'prompt',
    [
      'query',
      'instruction',
      'instructions',
      'input',
      'text',
      'user',
      'content',
      'task_description',
      'problem_statement',
    ],
  ],
  [
    'response',
    [
      'output',
      'generation',
      'prediction',
      'pred',
      'model_output',
      'model_response',
      'generated_text',
      'answer_text',
    ],
  ],
  ['responses', ['outputs', 'generations', 'predictions', 'samples', 'candidates']],
  [
    'reference',
    [
      'target',
      'gold',
      'gold_answer',
      'expected',
      'expected_answer',
      'expected_output',
      'correct_answer',
      'final_answer',
      'targets',
    ],
  ],
  ['messages', ['conversation', 'conversations', 'chat', 'dialog', 'dialogue']],
  ['tests', ['unit_tests', 'testcases', 'asserts', 'public_tests']],
]);

/** The fields that a guess may name. */
const FIELDS = [
  ...OTHER_NAMES.keys(),
  'question',
  'problem',
  'answer',
  'ground_truth',
  'completion',
  'solution',
  'correct',
  'data_source',
];

/**
 * @param column a column that nobody read
 * @param present the columns of the row
 * @returns the field that was probably meant, or null
 */
export function guessField(column: string, present: ReadonlySet<string>): string | null {
  const plain = column.toLowerCase().replace(/[\s-]+/g, '_');
  const missing = FIELDS.filter((field) => !present.has(field));
  const known = missing.find((field) => field === plain || OTHER_NAMES.get(field)?.includes(plain));
  if (known) return known;
  return nearName(plain, missing);
}
